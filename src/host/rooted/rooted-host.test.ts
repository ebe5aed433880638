import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { elfHeader, imageTree, type ImageTree } from '../../../test/image-tree.ts';
import { realIt } from '../../../test/real.ts';
import type { Host } from '../host.ts';
import { createRootedHost } from './rooted-host.ts';

async function hostAt(root: string): Promise<Host> {
  const made = await createRootedHost(root);
  if (!made.ok) throw new Error(made.code);
  onTestFinished(() => made.host.close());
  return made.host;
}

const hostIn = (tree: ImageTree): Promise<Host> => hostAt(imageTree(tree));

describe('createRootedHost', () => {
  it('reads files, names and links of the root', async () => {
    const host = await hostIn({ files: { '/etc/a': 'one' }, links: { '/etc/b': 'a', '/c': '/etc' } });
    expect(await host.readText('/etc/a')).toEqual({ ok: true, text: 'one', truncated: false });
    expect(await host.readText('/c/b')).toMatchObject({ text: 'one' });
    expect(await host.readDir('/c')).toEqual({ ok: true, names: ['a', 'b'], truncated: false });
    expect(await host.readLink('/c/b')).toEqual({ ok: true, target: 'a' });
    expect(await host.realPath('/c/b')).toEqual({ ok: true, target: '/etc/a' });
    expect(await host.status('/c/b')).toMatchObject({ kind: 'file', size: 3 });
    expect(await host.linkStatus('/c/b')).toMatchObject({ kind: 'link' });
    expect(await host.readDir('/')).toMatchObject({ names: ['c', 'etc'] });
    expect(await host.status('/')).toMatchObject({ kind: 'directory' });
  });

  it.each([
    ['an absolute link', '/etc/shadow', '/etc/passwd'],
    ['a link that climbs', '/etc/shadow', '../../../../../../../../etc/passwd'],
    ['a link to a link that climbs', '/x/y', '/up/etc/passwd'],
    ['a link through /proc', '/x/y', '/proc/self/root/etc/passwd'],
    ['a link through an open file', '/x/y', '/proc/self/cwd/../../../../etc/passwd'],
  ])('is not led out by %s', async (_, path, target) => {
    const host = await hostIn({ links: { [path]: target, '/up': '../../../../../..' } });
    expect(await host.readText(path)).toEqual({ ok: false, code: 'ENOENT' });
    expect(await host.status(path)).toEqual({ ok: false, code: 'ENOENT' });
    expect(await host.realPath(path)).toEqual({ ok: false, code: 'ENOENT' });
    expect(await host.readText(`/../../../../../../../..${path}`)).toEqual({ ok: false, code: 'ENOENT' });
  });

  it('finds in the root what a link out of it names', async () => {
    const host = await hostIn({
      files: { '/etc/passwd': 'of the image' },
      links: { '/a': '../../../../../../../../etc/passwd', '/b': '/etc/../../../etc/./passwd' },
    });
    expect(await host.readText('/a')).toMatchObject({ text: 'of the image' });
    expect(await host.readText('/b')).toMatchObject({ text: 'of the image' });
    expect(await host.realPath('/a')).toMatchObject({ target: '/etc/passwd' });
  });

  it('answers for links in a circle, long chains and endless paths as the kernel does', async () => {
    const chain = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`/chain/${at}`, `${at + 1}`]));
    const host = await hostIn({
      files: { '/chain/60': 'end' },
      links: { '/a': 'b', '/b': 'a', '/self': 'self', '/d/e': '/d/e/f', ...chain },
    });
    for (const path of ['/a', '/self', '/d/e', '/chain/0'])
      expect(await host.readText(path)).toEqual({ ok: false, code: 'ELOOP' });
    expect(await host.readText('/chain/30')).toMatchObject({ text: 'end' });
    expect(await host.readText(`/${'a/'.repeat(4000)}`)).toEqual({ ok: false, code: 'ENAMETOOLONG' });
    expect(await host.readText('/chain/60/x')).toEqual({ ok: false, code: 'ENOTDIR' });
    expect(await host.readText('/no/../chain/60')).toEqual({ ok: false, code: 'ENOENT' });
    expect((await host.readText('/nul\0')).ok).toBe(false);
  });

  it('walks links that are all detours in bounded time', async () => {
    const detour = 'a/../'.repeat(800);
    const links = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`/l${at}`, `${detour}l${at + 1}`]),
    );
    const host = await hostIn({ dirs: ['/a'], links });
    expect(await host.readText('/l0')).toEqual({ ok: false, code: 'ELOOP' });
  });

  realIt('opens no FIFO and no socket', ['mkfifo'], async () => {
    const root = imageTree({ dirs: ['/etc'] });
    execFileSync('mkfifo', [join(root, 'etc/os-release')]);
    const host = await hostAt(root);
    const started = performance.now();
    expect(await host.readText('/etc/os-release')).toEqual({ ok: false, code: 'ENOTSUP' });
    expect(await host.readDir('/etc/os-release')).toEqual({ ok: false, code: 'ENOTDIR' });
    expect(await host.status('/etc/os-release')).toMatchObject({ kind: 'other' });
    expect(performance.now() - started).toBeLessThan(500);
  });

  realIt('opens no device', ['root', 'mknod'], async () => {
    const root = imageTree({ dirs: ['/etc'] });
    execFileSync('mknod', [join(root, 'etc/hostname'), 'c', '1', '5']);
    const host = await hostAt(root);
    expect(host.hostName).toBe('');
    expect(await host.readText('/etc/hostname')).toEqual({ ok: false, code: 'ENOTSUP' });
  });

  it('reads of a huge file no more than it was asked for', async () => {
    const root = imageTree({ files: { '/boot/config-6.1.0': '' } });
    const file = openSync(join(root, 'boot/config-6.1.0'), 'w');
    ftruncateSync(file, 2 ** 40);
    closeSync(file);
    const host = await hostAt(root);
    const read = await host.readBytes('/boot/config-6.1.0', { maxBytes: 1000 });
    expect(read).toMatchObject({ ok: true, truncated: true });
    expect(read.ok && read.bytes.length).toBe(1000);
  });

  it('holds no more files open after many deep directories than before', async () => {
    const deep = Array.from({ length: 400 }, (_, at) => `d${at}`).join('/');
    const host = await hostIn({ files: { [`/${deep}/x`]: 'deep' } });
    expect(await host.readText(`/${deep}/x`)).toMatchObject({ text: 'deep' });
    const before = readdirSync('/proc/self/fd').length;
    for (let round = 0; round < 5; round += 1) await host.readText(`/${deep}/x`);
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before + 2);
  });

  it('is not led out while somebody swaps a directory for a link', async () => {
    const root = imageTree({ files: { '/etc/rules/secret': 'inside' } });
    const outer = dirname(root);
    mkdirSync(join(outer, 'outside'));
    writeFileSync(join(outer, 'outside/secret'), 'outside');
    const swapper = { isOn: true };
    const swap = async (): Promise<void> => {
      while (swapper.isOn) {
        renameSync(join(root, 'etc/rules'), join(root, 'etc/kept'));
        symlinkSync(join(outer, 'outside'), join(root, 'etc/rules'));
        await new Promise((resolve) => setImmediate(resolve));
        rmSync(join(root, 'etc/rules'));
        renameSync(join(root, 'etc/kept'), join(root, 'etc/rules'));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const swapped = swap();
    const seen = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      // A new host each time: none has the directory open already.
      const made = await createRootedHost(root);
      if (!made.ok) throw new Error(made.code);
      const read = await made.host.readText('/etc/rules/secret');
      seen.add(read.ok ? read.text : read.code);
      await made.host.close();
    }
    swapper.isOn = false;
    await swapped;
    expect([...seen].filter((one) => !['inside', 'ENOENT', 'ENOTDIR', 'ELOOP'].includes(one))).toEqual([]);
  });

  it('starts nothing and speaks to nobody', async () => {
    const host = await hostIn({ files: { '/usr/bin/touch': readFileSync('/bin/true') } });
    const run = await host.exec({ argv: ['/usr/bin/touch', '/tmp/x'], deadlineMs: 100 });
    expect(run).toMatchObject({ outcome: 'not-started', errno: 'ENOTSUP' });
    expect(await host.listen(1, '')).toEqual({ ok: false, code: 'ENOTSUP' });
    expect(await host.dialUnix('/run/x.sock', 10)).toEqual({ ok: false, code: 'ENOTSUP' });
    expect(await host.addresses()).toEqual([]);
    expect(host.interfaces()).toEqual([]);
    await expect(host.runtimeAt('/run/x.sock')).rejects.toThrow('no container runtime');
  });

  it('judges execution by permission, for root of the image', async () => {
    const host = await hostIn({
      files: { '/usr/bin/nft': 'x', '/etc/x': 'y' },
      links: { '/usr/bin/gone': 'x' },
    });
    expect(await host.mayRun('/usr/bin/nft')).toEqual({ ok: true });
    expect(await host.mayRun('/etc/x')).toEqual({ ok: false, code: 'EACCES' });
    expect(await host.mayRun('/usr/bin/gone')).toEqual({ ok: false, code: 'ENOENT' });
  });

  it('tells name, machine and kernels from files', async () => {
    const host = await hostIn({
      files: {
        '/etc/hostname': '# set by cloud-init\nNode-7.example.org\n',
        '/usr/lib/systemd/systemd': elfHeader('aarch64'),
        '/usr/bin/env': elfHeader('aarch64'),
        '/bin/busybox': elfHeader('x86_64'),
        '/usr/lib/modules/6.9.0-1/modules.dep': '',
        '/usr/lib/modules/6.12.0-124.el10/modules.dep': '',
        '/usr/lib/modules/6.12.0-13.el10/modules.builtin': '',
        '/usr/lib/modules/6.99.0/extra/left.ko': '',
      },
      links: { '/lib': 'usr/lib' },
    });
    expect(host).toMatchObject({
      hostName: 'node-7.example.org',
      machine: 'aarch64',
      release: '6.12.0-124.el10',
      image: { kernels: ['6.12.0-124.el10', '6.12.0-13.el10', '6.9.0-1'] },
    });
  });

  it('knows nothing of an empty directory', async () => {
    const host = await hostIn({});
    expect(host).toMatchObject({ hostName: '', machine: '', release: '', image: { kernels: [] } });
  });

  it('says which directory is none', async () => {
    const root = imageTree({ files: { '/file': 'x' } });
    expect(await createRootedHost(join(root, 'none'))).toEqual({ ok: false, code: 'ENOENT' });
    expect(await createRootedHost(join(root, 'file'))).toEqual({ ok: false, code: 'ENOTDIR' });
  });
});
