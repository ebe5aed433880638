import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { findListener, listeningInode } from './find-listener.ts';

const table = [
  'Num       RefCount Protocol Flags    Type St Inode Path',
  '0000000000000000: 00000002 00000000 00010000 0001 01 12001 /run/containerd/containerd.sock',
  '0000000000000000: 00000003 00000000 00000000 0001 03 12002 /run/containerd/containerd.sock',
  '0000000000000000: 00000002 00000000 00010000 0001 01   77 /run/with space.sock',
  '0000000000000000: 00000003 00000000 00000000 0001 03 12003',
].join('\n');

describe('listeningInode', () => {
  it.each([
    ['/run/containerd/containerd.sock', '12001'],
    ['/var/run/containerd/containerd.sock', '12001'],
    ['/run/with space.sock', '77'],
    ['/run/crio/crio.sock', undefined],
  ])('of %s is %s', (path, expected) => {
    expect(listeningInode(table, path)).toBe(expected);
  });
});

describe('findListener', () => {
  const files = { '/proc/net/unix': table, '/proc/812/comm': 'containerd\n', '/proc/9/comm': 'sh\n' };

  it('names the process that has the socket', async () => {
    const links = { '/proc/9/fd/0': 'pipe:[1]', '/proc/812/fd/3': 'socket:[12001]' };
    const host = fakeHost({ files, links });
    expect(await findListener(host, '/run/containerd/containerd.sock')).toBe('containerd (pid 812)');
  });

  it('does not know what it may not see', async () => {
    const host = fakeHost({ files, dirs: { '/proc/812/fd': { error: 'EACCES' } } });
    expect(await findListener(host, '/run/containerd/containerd.sock')).toBeUndefined();
    expect(await findListener(fakeHost(), '/run/containerd/containerd.sock')).toBeUndefined();
  });
});
