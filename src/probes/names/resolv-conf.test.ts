import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResolvConf } from './resolv-conf.ts';

describe('parseResolvConf', () => {
  it.each([
    ['', [], [], 1],
    ['nameserver 10.0.0.1\nnameserver\t10.0.0.2\n', ['10.0.0.1', '10.0.0.2'], [], 1],
    ['# nameserver 10.0.0.1\n;nameserver 10.0.0.2\nnameserver\n', [], [], 1],
    ['domain a.test\nsearch b.test c.test\n', [], ['b.test', 'c.test'], 1],
    ['search b.test\ndomain a.test\n', [], ['a.test'], 1],
    ['search .\n', [], [], 1],
    ['options ndots:5 timeout:2\n', [], [], 5],
    ['options ndots:99\n', [], [], 15],
    ['nameserver fe80::1%eth0\r\n', ['fe80::1%eth0'], [], 1],
  ])('%j', (text, nameservers, search, ndots) =>
    expect(parseResolvConf(text)).toEqual({ nameservers, search, ndots }),
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseResolvConf(text)));
  });
});
