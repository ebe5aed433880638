import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { shareRuns } from './share-runs.ts';

const request = (word: string) => ({ argv: ['/bin/say', word] as const, deadlineMs: 100 });

describe('shareRuns', () => {
  it('runs the same command once, and others each', async () => {
    const host = fakeHost({ exec: { '/bin/say': ({ argv }) => ({ stdout: argv[1] ?? '' }) } });
    const shared = shareRuns(host);
    const said = await Promise.all(['a', 'b', 'a'].map((word) => shared.exec(request(word))));
    expect(said.map(({ stdout }) => stdout)).toEqual(['a', 'b', 'a']);
    expect(host.calls).toHaveLength(2);
  });

  it('runs what is given input, or another environment, by itself', async () => {
    const host = fakeHost({ exec: { '/bin/say': {} } });
    const shared = shareRuns(host);
    await Promise.all([
      shared.exec({ ...request('a'), stdin: '' }),
      shared.exec({ ...request('a'), stdin: '' }),
      shared.exec({ ...request('a'), env: { X: '1' } }),
      shared.exec(request('a')),
    ]);
    expect(host.calls).toHaveLength(4);
  });

  it('lists a directory on disk once, and those of the kernel each time', async () => {
    const host = fakeHost({ dirs: ['/etc/x', '/proc/7'] });
    const listed: string[] = [];
    const counting = {
      ...host,
      readDir: (path: string) => {
        listed.push(path);
        return host.readDir(path);
      },
    };
    const shared = shareRuns(counting);
    for (const path of ['/etc/x', '/proc', '/etc/x', '/proc']) {
      expect(await shared.readDir(path)).toMatchObject({ ok: true });
    }
    expect(listed).toEqual(['/etc/x', '/proc', '/proc']);
  });

  it('is the host in all else', async () => {
    const shared = shareRuns(fakeHost({ files: { '/etc/x': 'y' }, uid: 7 }));
    expect(shared.uid).toBe(7);
    expect(await shared.readText('/etc/x')).toMatchObject({ ok: true, text: 'y' });
  });
});
