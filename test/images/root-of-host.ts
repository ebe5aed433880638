import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imageTree } from '../image-tree.ts';

const programs = [
  '/usr/sbin/nft',
  '/usr/sbin/iptables',
  '/usr/sbin/iptables-save',
  '/usr/sbin/iptables-restore',
  '/usr/sbin/ip6tables',
  '/usr/sbin/ip6tables-save',
  '/usr/sbin/ip6tables-restore',
  '/usr/sbin/iptables-legacy',
  '/usr/sbin/ipset',
  '/usr/bin/env',
];

/** A small root file system of this host's own programs, their links and their libraries. */
export function rootOfHost(): string {
  const root = imageTree({
    files: { '/etc/hostname': 'image-7\n' },
    dirs: ['/dev', '/tmp', '/proc', '/sys'],
  });
  for (const [link, target] of Object.entries({
    bin: 'usr/bin',
    sbin: 'usr/sbin',
    lib: 'usr/lib',
    lib64: 'usr/lib64',
  }))
    symlinkSync(target, join(root, link));
  const libraries = new Set<string>();
  for (const program of programs) {
    copyChain(root, program);
    const told = execFileSync('ldd', [realpathSync(program)], { encoding: 'utf8' });
    for (const [path] of told.matchAll(/\/\S+/gu)) libraries.add(path);
  }
  for (const library of libraries) copyAs(root, realpathSync(library), realPlace(library));
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) copyAs(root, realpathSync(path), path);
  copyAs(root, '/var/lib/dpkg/status', '/var/lib/dpkg/status');
  return root;
}

/** The loader is asked for below /lib64; the directory is one with /usr/lib64. */
function realPlace(path: string): string {
  return join(realpathSync(dirname(path)), path.slice(path.lastIndexOf('/') + 1));
}

function copyChain(root: string, path: string): void {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  if (!lstatSync(path).isSymbolicLink()) {
    copyAs(root, path, path);
    return;
  }
  const target = readlinkSync(path);
  rmSync(place, { force: true });
  symlinkSync(target, place);
  copyChain(root, target.startsWith('/') ? target : join(dirname(path), target));
}

function copyAs(root: string, from: string, to: string): void {
  const place = join(root, to);
  mkdirSync(dirname(place), { recursive: true });
  execFileSync('cp', ['--preserve=mode', '--remove-destination', from, place]);
}
