import { describe, expect, it } from 'vitest';
import { isAtLeast } from './release.ts';
import { releaseOf, timeline } from './timeline.ts';

describe('timeline', () => {
  it('is in the order of releases, each entry with its source', () => {
    for (const [index, entry] of timeline.entries()) {
      expect(entry.source).not.toBe('');
      const before = timeline[index - 1];
      if (before !== undefined) expect(isAtLeast(entry.release, before.release)).toBe(true);
    }
  });

  it('marks what is planned, and that only', () => {
    for (const { release, planned } of timeline) expect(planned).toBe(isAtLeast(release, '1.38'));
  });
});

describe('releaseOf', () => {
  it('finds the release of an event', () => {
    expect(releaseOf('nftables', 'stable')).toBe('1.33');
    expect(releaseOf('ipvs', 'removed')).toBe('1.43');
    expect(() => releaseOf('iptables', 'removed')).toThrow('no removed');
  });
});
