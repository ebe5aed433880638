import { describe, expect } from 'vitest';
import { lookAtNode } from '../../../test/look-at-node.ts';
import { realIt } from '../../../test/real.ts';

const needs = ['root', 'unshare', 'setpriv'];
describe('pathsProbe in a mount namespace', () => {
  const paths = ['/mnt/manifests/a.yaml', '/mnt/manifests/b.yaml', '/mnt/manifests/c.yaml', '/mnt/etcd'];
  const before = [
    'mount -t tmpfs -o mode=755 none /mnt',
    'mkdir /mnt/manifests /mnt/etcd',
    'echo > /mnt/manifests/a.yaml',
    'ln -s /mnt/nowhere /mnt/manifests/b.yaml',
    'mkdir /mnt/etcd/member; chmod 700 /mnt/etcd',
  ];

  realIt('tells files, links to nothing, absence and data apart', needs, () => {
    const { paths: seen } = lookAtNode({ before, survey: { paths } });
    expect(paths.map((path) => seen.byPath[path])).toEqual([
      { path: paths[0], kind: 'file' },
      { path: paths[1], kind: 'dangling' },
      { path: paths[2], kind: 'absent' },
      { path: paths[3], kind: 'directory', names: ['member'] },
    ]);
  });

  realIt('as nobody: does not know what is in the directory of etcd', needs, () => {
    const { paths: seen } = lookAtNode({ before, survey: { paths }, asNobody: true });
    expect(seen.byPath['/mnt/etcd']).toEqual({ path: '/mnt/etcd', kind: 'directory', code: 'EACCES' });
  });

  realIt('as nobody: cannot tell what stands below a directory of root', needs, () => {
    const closed = [...before, 'chmod 700 /mnt/manifests'];
    const { paths: seen } = lookAtNode({ before: closed, survey: { paths }, asNobody: true });
    expect(paths.slice(0, 3).map((path) => seen.byPath[path]?.kind)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  realIt('sees that a disk of its own holds lost+found alone', needs, () => {
    const disk = [
      ...before.slice(0, 1),
      'mkdir /mnt/etcd && mount -t tmpfs none /mnt/etcd && mkdir /mnt/etcd/lost+found',
    ];
    const { paths: seen } = lookAtNode({ before: disk, survey: { paths: ['/mnt/etcd'] } });
    expect(seen.byPath['/mnt/etcd']).toEqual({ path: '/mnt/etcd', kind: 'directory', names: ['lost+found'] });
  });
});
