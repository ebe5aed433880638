import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { searchDirectories } from './search.ts';

describe('searchDirectories', () => {
  it('looks in the PATH first, then where systems keep programs, each directory once', async () => {
    const host = fakeHost({
      env: { PATH: '/opt/bin/:/usr/bin::relative:/usr/bin:/nowhere' },
      files: { '/opt/bin/nft': '', '/usr/sbin/nft': '' },
      dirs: ['/usr/bin'],
      links: { '/sbin': 'usr/sbin' },
    });
    const search = await searchDirectories(host);
    expect(search.searched).toEqual([
      '/opt/bin',
      '/usr/bin',
      '/nowhere',
      '/usr/local/sbin',
      '/usr/local/bin',
      '/usr/sbin',
      '/sbin',
      '/bin',
    ]);
    expect(await search.places('nft')).toEqual([
      { path: '/opt/bin/nft', inUserPath: true },
      { path: '/usr/sbin/nft', inUserPath: false },
    ]);
    expect(await search.places('ipset')).toEqual([]);
    expect(search.hidden).toEqual([]);
  });

  it('does without a PATH', async () => {
    const search = await searchDirectories(fakeHost({ env: {}, files: { '/sbin/nft': '' } }));
    expect(await search.places('nft')).toEqual([{ path: '/sbin/nft', inUserPath: false }]);
  });

  it('looks for names one by one where a directory cannot be listed', async () => {
    const host = fakeHost({ dirs: { '/usr/sbin': { error: 'EACCES' } }, files: { '/usr/sbin/nft': '' } });
    const search = await searchDirectories(host);
    expect(await search.places('nft')).toEqual([{ path: '/usr/sbin/nft', inUserPath: true }]);
    expect(await search.places('ipset')).toEqual([]);
  });

  it('leaves a directory that does not answer alone, and says so of a system directory', async () => {
    const host = fakeHost({
      env: { PATH: '/dead:/usr/bin' },
      dirs: { '/dead': { error: 'ETIMEDOUT' }, '/usr/sbin': { error: 'EIO' } },
      files: { '/dead/nft': '', '/usr/sbin/nft': '', '/usr/bin/nft': '' },
    });
    const search = await searchDirectories(host);
    expect(await search.places('nft')).toEqual([{ path: '/usr/bin/nft', inUserPath: true }]);
    expect(search.hidden).toEqual(['/usr/sbin: EIO']);
  });
});
