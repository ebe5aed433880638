import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { holdersOf } from './holders.ts';

const processes = {
  files: {
    '/proc/7/comm': 'kubelet\n',
    '/proc/12/comm': 'MainThread\n',
    '/proc/13/comm': 'kubelet\n',
    '/proc/net/tcp': '',
  },
  links: {
    '/proc/7/fd/3': 'socket:[100]',
    '/proc/7/fd/4': '/dev/null',
    '/proc/12/fd/9': 'socket:[200]',
    '/proc/12/exe': '/usr/bin/node',
    '/proc/13/fd/3': 'socket:[100]',
  },
  dirs: { '/proc/99/fd': { error: 'EACCES' } },
};

describe('holdersOf', () => {
  it('names processes, and one of Node after its executable', async () => {
    const found = await holdersOf(fakeHost(processes), new Set(['100', '200', '300']));
    expect([...found]).toEqual([
      ['100', { pid: 7, name: 'kubelet' }],
      ['200', { pid: 12, name: 'node' }],
    ]);
  });

  it('looks at no process for what the kernel holds itself', async () => {
    const asked: string[] = [];
    const host = fakeHost(processes);
    const readDir = (path: string) => {
      asked.push(path);
      return host.readDir(path);
    };
    expect(await holdersOf({ ...host, readDir }, new Set(['0']))).toEqual(new Map());
    expect(asked).toEqual([]);
  });

  it('ends when its time is spent', async () => {
    let time = 0;
    const host = fakeHost(processes);
    const now = () => (time += 2000);
    expect((await holdersOf({ ...host, now }, new Set(['100']))).size).toBe(0);
  });
});
