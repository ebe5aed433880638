import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { followLinks } from './link-chain.ts';

describe('followLinks', () => {
  it.each<[string, FakeHostOptions, object]>([
    ['a plain file', { files: { '/usr/sbin/nft': '' } }, { links: [], end: 'file' }],
    [
      'an alternative',
      {
        links: {
          '/usr/sbin/nft': '/etc/alternatives/nft',
          '/etc/alternatives/nft': '/usr/sbin/nft-1',
          '/usr/sbin/nft-1': 'nft-real',
        },
        files: { '/usr/sbin/nft-real': '' },
      },
      { links: ['/etc/alternatives/nft', '/usr/sbin/nft-1', '/usr/sbin/nft-real'], end: 'file' },
    ],
    ['a dangling link', { links: { '/usr/sbin/nft': '/gone' } }, { links: ['/gone'], end: 'dangling' }],
    [
      'a loop',
      { links: { '/usr/sbin/nft': 'a', '/usr/sbin/a': 'nft' } },
      { links: ['/usr/sbin/a', '/usr/sbin/nft'], end: 'loop' },
    ],
    [
      'upwards from a file',
      { links: { '/usr/sbin/nft': '../../opt/nft' }, files: { '/opt/nft': '' } },
      { links: ['/opt/nft'], end: 'file' },
    ],
  ])('%s', async (_, options, expected) => {
    expect(await followLinks(fakeHost(options), '/usr/sbin/nft')).toEqual(expected);
  });

  it('counts .. from the real directory of a link, not from its name', async () => {
    const host = fakeHost({
      links: { '/sbin': 'usr/sbin', '/usr/sbin/nft': '../lib/nft' },
      files: { '/usr/lib/nft': '' },
    });
    expect(await followLinks(host, '/sbin/nft')).toEqual({ links: ['/usr/lib/nft'], end: 'file' });
  });
});
