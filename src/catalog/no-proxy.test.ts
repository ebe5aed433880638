import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { exemptionOf, splitHostPort } from './no-proxy.ts';

const at = (host: string, port = '443') => ({ host, port });

/** Each line as golang.org/x/net/http/httpproxy decides it for https://host. */
describe('exemptionOf', () => {
  it.each([
    // Addresses and subnets.
    ['10.0.0.1', at('10.0.0.1'), '10.0.0.1'],
    ['10.0.0.0/8', at('10.1.2.3'), '10.0.0.0/8'],
    ['10.0.0.5/8', at('10.1.2.3'), '10.0.0.5/8'],
    ['fd00::/16', at('fd00::1'), 'fd00::/16'],
    ['fd00::1', at('fd00:0::1'), 'fd00::1'],
    ['::ffff:10.0.0.1', at('10.0.0.1'), '::ffff:10.0.0.1'],
    ['0.0.0.0/0', at('203.0.113.1'), '0.0.0.0/0'],
    // kubeadm takes leading zeros in a subnet, and only there.
    ['010.0.0.0/8', at('10.1.2.3'), '010.0.0.0/8'],
    // Blanks around a rule are nothing.
    [' 10.0.0.0/8 , foo.com', at('10.1.2.3'), '10.0.0.0/8'],
    // Ports.
    ['10.0.0.1:6443', at('10.0.0.1', '6443'), '10.0.0.1:6443'],
    ['[fd00::1]:6443', at('fd00::1', '6443'), '[fd00::1]:6443'],
    ['foo.com:6443', at('foo.com', '6443'), 'foo.com:6443'],
    ['10.0.0.1:', at('10.0.0.1'), '10.0.0.1:'],
    // Names.
    ['foo.com', at('foo.com'), 'foo.com'],
    ['foo.com', at('bar.foo.com'), 'foo.com'],
    ['.foo.com', at('bar.foo.com'), '.foo.com'],
    ['*.foo.com', at('bar.foo.com'), '*.foo.com'],
    ['FOO.com', at('Bar.Foo.COM'), 'foo.com'],
    // A number that is no address is a name, and names end addresses as well.
    ['0.0.1', at('10.0.0.1'), '0.0.1'],
    // The star.
    ['*', at('example.com'), '*'],
    ['foo.com,*', at('10.0.0.1'), '*'],
    // Always exempt.
    ['', at('localhost'), 'localhost'],
    ['', at('127.0.0.1'), 'loopback'],
    ['', at('127.9.9.9'), 'loopback'],
    ['', at('::1'), 'loopback'],
  ])('%j exempts %o', (noProxy, target, rule) => expect(exemptionOf(noProxy, target)).toBe(rule));

  it.each([
    ['', at('10.0.0.1')],
    ['10.0.0.2', at('10.0.0.1')],
    ['11.0.0.0/8', at('10.0.0.1')],
    ['010.0.0.1', at('10.0.0.1')],
    ['10.0.0.1:6443', at('10.0.0.1')],
    ['10.0.0.1;10.0.0.2', at('10.0.0.1')],
    ['10.0.0.*', at('10.0.0.1')],
    ['10.', at('10.0.0.1')],
    ['[fd00::1]', at('fd00::1')],
    ['fd00::1:6443', at('fd00::1', '6443')],
    ['fe80::1%eth0', at('fe80::1')],
    [':443', at('10.0.0.1')],
    ['.foo.com', at('foo.com')],
    ['*.foo.com', at('foo.com')],
    ['oo.com', at('foo.com')],
    ['foo.com', at('foo.com.')],
    ['**', at('foo.com')],
    ['localhost', at('LOCALHOST.example')],
    ['10.0.0.0/8', at('api.example.com')],
    ['0.0.0.0/0', at('fd00::1')],
  ])('%j does not exempt %o', (noProxy, target) => expect(exemptionOf(noProxy, target)).toBeUndefined());
});

const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const domain = fc.tuple(label, label).map((labels) => labels.join('.'));
const targets = fc.oneof(ipv4, domain).map((host) => at(host));
const rules = fc.oneof(
  ipv4,
  domain,
  domain.map((name) => `.${name}`),
  fc.tuple(ipv4, fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`),
  fc.string({ maxLength: 12 }).filter((text) => !text.includes(',')),
);

describe('exemptionOf, for any rule', () => {
  it('exempts by a subnet just what lies in it', () => {
    fc.assert(
      fc.property(ipv4, ipv4, fc.nat(32), (host, address, prefix) => {
        const isIn = ipaddr.parse(host).match(ipaddr.parseCIDR(`${address}/${prefix}`));
        const exempt = exemptionOf(`${address}/${prefix}`, at(host)) !== undefined;
        expect(exempt).toBe(isIn || host.startsWith('127.'));
      }),
      { numRuns: 500 },
    );
  });

  it('takes nothing back when a rule is added, before or after', () => {
    fc.assert(
      fc.property(targets, rules, fc.array(rules), (target, rule, more) => {
        if (exemptionOf(rule, target) === undefined) return;
        expect(exemptionOf([rule, ...more].join(','), target)).toBeDefined();
        expect(exemptionOf([...more, rule].join(','), target)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it('exempts all that lies below a domain, and nothing that only ends like it', () => {
    fc.assert(
      fc.property(domain, label, (name, below) => {
        expect(exemptionOf(name, at(`${below}.${name}`))).toBe(name);
        expect(exemptionOf(`.${name}`, at(`${below}.${name}`))).toBe(`.${name}`);
        expect(exemptionOf(name, at(`${below}${name}`))).toBeUndefined();
        expect(exemptionOf(`.${name}`, at(name))).toBeUndefined();
      }),
    );
  });

  it('never throws, and names a rule that was given', () => {
    fc.assert(
      fc.property(fc.string(), targets, (noProxy, target) => {
        const rule = exemptionOf(noProxy, target);
        if (rule === undefined || rule === 'loopback') return;
        expect(noProxy.toLowerCase()).toContain(rule.toLowerCase());
      }),
      { numRuns: 500 },
    );
  });
});

describe('splitHostPort', () => {
  it.each([
    ['foo:80', 'foo', '80'],
    ['[::1]:80', '::1', '80'],
    [':80', '', '80'],
    ['foo:', 'foo', ''],
  ])('splits %s', (text, host, port) => expect(splitHostPort(text)).toEqual({ host, port }));

  it.each(['foo', '::1', '[::1]', '[::1]80', 'a:b:c', 'a[b]:1', ''])('refuses %j', (text) =>
    expect(splitHostPort(text)).toBeUndefined(),
  );
});
