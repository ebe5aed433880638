import { describe, expect, it } from 'vitest';
import { corpus, nearMisses } from '../../test/logs/corpus.ts';
import { classify, isTroubling, logKeys } from './classify.ts';
import { createScanner } from './scan.ts';
import { unwrap } from './unwrap.ts';

const wrapped = (line: string) => [
  line,
  `2026-01-05T09:12:31.300000000Z stderr F ${line}`,
  `[pod/kube-proxy-x7x9z/kube-proxy] ${line}`,
  JSON.stringify({
    MESSAGE: line,
    _SYSTEMD_UNIT: 'kubelet.service',
    __REALTIME_TIMESTAMP: '1767604351300000',
  }),
  JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-01-05T09:12:31.3Z' }),
  `Jan  5 09:12:31 cp-1 kubelet[1021]: ${line}`,
];

describe('classify', () => {
  it.each(corpus)('knows %s: %s', (id, line) => {
    for (const text of wrapped(line)) expect(classify(unwrap(text))?.id, text).toBe(id);
  });

  it.each(nearMisses)('gives "%s" to: %s', (id, line) => {
    expect(classify(unwrap(line))?.id ?? '').toBe(id);
  });

  it('has a line in the corpus for every key', () => {
    const known = new Set(corpus.map(([id]) => id));
    expect(logKeys.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
  });

  it('has each key once, in lower case, with words and source', () => {
    expect(new Set(logKeys.map(({ id }) => id)).size).toBe(logKeys.length);
    for (const { id, has, any = [], not = [], means, source } of logKeys) {
      const parts = [...has, ...any, ...not];
      expect(parts, id).toEqual(parts.map((part) => part.toLowerCase()));
      expect(has.length + any.length, id).toBeGreaterThan(0);
      expect(means, id).not.toMatch(/[!.]$/u);
      expect(source, id).not.toBe('');
    }
  });
});

describe('createScanner', () => {
  it.each(corpus)('lets the line of %s through', (_, line) => {
    const seen: string[] = [];
    const scanner = createScanner((found) => seen.push(found));
    scanner.push(Buffer.from(`nothing here\n${line}\nnor here`));
    scanner.end();
    expect(seen).toEqual([line]);
  });
});

describe('isTroubling', () => {
  it.each([
    [true, 'E0105 09:12:31.3 1 x.go:1] "A new message about ipset"'],
    [true, 'level=warning msg="ip6tables failed"'],
    [false, 'I0105 09:12:31.3 1 x.go:1] "Syncing iptables rules"'],
    [false, 'E0105 09:12:31.3 1 x.go:1] "Shifting failed"'],
  ])('is %s for %s', (wanted, line) => {
    expect(isTroubling(unwrap(line))).toBe(wanted);
  });
});
