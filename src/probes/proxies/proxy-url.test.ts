import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProxy } from './proxy-url.ts';

describe('readProxy', () => {
  it.each([
    ['http://proxy:3128', 'http://proxy:3128'],
    ['https://proxy.example.com', 'https://proxy.example.com'],
    ['socks5://10.0.0.9:1080/', 'socks5://10.0.0.9:1080/'],
    ['HTTP://proxy:3128', 'http://proxy:3128'],
    ['proxy.example.com:3128', 'http://proxy.example.com:3128'],
    ['10.0.0.9:3128', 'http://10.0.0.9:3128'],
    ['proxy', 'http://proxy'],
    ['http://[fd00::9]:3128', 'http://[fd00::9]:3128'],
    ['http://proxy:', 'http://proxy:'],
    // Another scheme is taken for a host.
    ['ftp://proxy:21', 'http://ftp:/…'],
    // What is secret stays behind.
    ['http://bob:s3cret@proxy:3128', 'http://***@proxy:3128'],
    ['bob:s3cret@proxy:3128', 'http://***@proxy:3128'],
    ['http://bob:a%40b@proxy:3128/path?token=s3cret', 'http://***@proxy:3128/…'],
  ])('%s is %s', (value, shown) => expect(readProxy(value)).toBe(shown));

  // url.Parse fails on these; with http:// before them they are a host and a path.
  it.each([
    ['http://my proxy:3128', 'http://http:/…'],
    ['http://proxy:port', 'http://http:/…'],
    ['http://[fd00::9:3128', 'http://http:/…'],
    ['my proxy', '(no address)'],
  ])('of %s Go makes %s, and uses it', (value, shown) => expect(readProxy(value)).toBe(shown));

  it.each(['', 'http://pro%zzxy', 'http://a\nb', 'my proxy:3128', ':3128%'])(
    'Go cannot read %j, and uses none',
    (value) => expect(readProxy(value)).toBeUndefined(),
  );

  it('never shows a password', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{9,20}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom('http://', 'https://', 'socks5://', ''), (password, scheme) => {
        expect(readProxy(`${scheme}user:${password}@proxy:3128`)).not.toContain(password);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readProxy(text)));
  });
});
