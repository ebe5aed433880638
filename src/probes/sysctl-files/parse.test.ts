import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern, normalizeKey, parseSysctlFile } from './parse.ts';

describe('normalizeKey', () => {
  it.each([
    ['net.ipv4.ip_forward', 'net/ipv4/ip_forward'],
    ['net/ipv4/ip_forward', 'net/ipv4/ip_forward'],
    ['net.ipv4.conf.enp3s0/200.forwarding', 'net/ipv4/conf/enp3s0.200/forwarding'],
    ['net/ipv4/conf/enp3s0.200/forwarding', 'net/ipv4/conf/enp3s0.200/forwarding'],
    ['/proc/sys/net/ipv4/ip_forward', 'net/ipv4/ip_forward'],
    ['/net/ipv4/ip_forward ', 'net/ipv4/ip_forward'],
    ['', ''],
  ])('%s', (written, key) => {
    expect(normalizeKey(written)).toBe(key);
  });
});

describe('parseSysctlFile', () => {
  it('reads assignments, forgiving ones and keys that are left alone', () => {
    const text = `# a comment = 1
; another
 net.ipv4.ip_forward=1
-net.ipv6.conf.all.forwarding = 0
-net.ipv4.conf.lo.forwarding
no assignment

kernel/domainname = a = b`;
    expect(parseSysctlFile(text)).toEqual([
      { key: 'net/ipv4/ip_forward', value: '1', line: 3, text: 'net.ipv4.ip_forward=1' },
      { key: 'net/ipv6/conf/all/forwarding', value: '0', line: 4, text: '-net.ipv6.conf.all.forwarding = 0' },
      { key: 'net/ipv4/conf/lo/forwarding', line: 5, text: '-net.ipv4.conf.lo.forwarding' },
      { key: 'kernel/domainname', value: 'a = b', line: 8, text: 'kernel/domainname = a = b' },
    ]);
  });

  it('never throws, and counts lines right, whatever stands there', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        const count = lines.join('\n').split('\n').length;
        for (const { line } of parseSysctlFile(lines.join('\n'))) expect(line).toBeLessThanOrEqual(count);
      }),
    );
  });
});

describe('matchesPattern', () => {
  it.each([
    ['net/ipv4/conf/*/forwarding', 'net/ipv4/conf/all/forwarding', true],
    ['net/*/forwarding', 'net/ipv4/conf/all/forwarding', false],
    ['net/ipv[46]/ip_forward', 'net/ipv4/ip_forward', true],
    ['net/ipv[!4]/ip_forward', 'net/ipv4/ip_forward', false],
    ['net/ipv?/ip_forward', 'net/ipv4/ip_forward', true],
    ['net/ipv[z-a]*', 'net/ipv4', false],
    ['net/ipv[', 'net/ipv[', true],
  ])('%s of %s: %s', (pattern, key, matches) => {
    expect(matchesPattern(pattern, key)).toBe(matches);
  });

  it('never throws, and has each plain text match itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, key) => matchesPattern(pattern, key) !== undefined),
    );
    fc.assert(fc.property(fc.stringMatching(/^[^*?[\]]*$/u), (text) => matchesPattern(text, text)));
  });
});
