import { readDynamicNeeds } from '../../host/elf-needed.ts';
import type { Host } from '../../host/host.ts';

/** iptables and nft are below 1 MiB; what is larger than this is not read for its libraries. */
const maxBytes = 16 * 1024 * 1024;
const maxFiles = 64;

/** Where the loaders of glibc and musl look beside what they are told. */
const usual = ['/lib64', '/usr/lib64', '/lib', '/usr/lib', '/usr/local/lib', '/usr/local/lib64'];

/**
 * Libraries that a program of an image names and its loader would not find: what a run would tell on a
 * host. Only those of the program itself; a program that brings a path of its own is left alone.
 */
export async function missingLibraries(host: Host, path: string): Promise<readonly string[]> {
  const read = await host.readBytes(path, { maxBytes });
  const needs = read.ok && !read.truncated ? readDynamicNeeds(read.bytes) : undefined;
  if (needs === undefined || needs.ownPath) return [];
  const directories = await libraryDirectories(host);
  if (directories === undefined) return [];
  const found = await Promise.all(needs.libraries.map((name) => isThere(host, directories, name)));
  return needs.libraries.filter((_, index) => found[index] === false);
}

async function isThere(host: Host, directories: readonly string[], name: string): Promise<boolean> {
  const paths = name.startsWith('/') ? [name] : directories.map((directory) => `${directory}/${name}`);
  const looks = await Promise.all(paths.map((path) => host.status(path)));
  // What may not be looked at may be there.
  return looks.some((look) => look.ok || (look.code !== 'ENOENT' && look.code !== 'ENOTDIR'));
}

/** ld.so.conf(5) with its includes, and directories of Debian's triplets; undefined: it could not be read. */
async function libraryDirectories(host: Host): Promise<readonly string[] | undefined> {
  const [main, listed, triplets, musl] = await Promise.all([
    host.readText('/etc/ld.so.conf', { maxBytes: 64 * 1024 }),
    host.readDir('/etc/ld.so.conf.d'),
    host.readDir('/usr/lib'),
    host.readDir('/etc'),
  ]);
  const names = listed.ok ? listed.names.filter((name) => name.endsWith('.conf')).slice(0, maxFiles) : [];
  const ofMusl = (musl.ok ? musl.names : []).filter((name) => /^ld-musl-[\w]+\.path$/u.test(name));
  const files = await Promise.all(
    [...names.map((name) => `/etc/ld.so.conf.d/${name}`), ...ofMusl.map((name) => `/etc/${name}`)].map(
      (path) => host.readText(path, { maxBytes: 64 * 1024 }),
    ),
  );
  const reads = [main, ...files];
  if (reads.some((read) => !read.ok && read.code !== 'ENOENT')) return undefined;
  const told = reads.flatMap((read) => (read.ok ? directoriesOf(read.text) : []));
  const multiarch = (triplets.ok ? triplets.names : []).filter((name) => /^[\w]+-linux-\w+$/u.test(name));
  const all = [...told, ...usual, ...multiarch.flatMap((name) => [`/usr/lib/${name}`, `/lib/${name}`])];
  return [...new Set(all)];
}

/** One a line; musl's separate them by colons too. */
function directoriesOf(text: string): readonly string[] {
  return text
    .split(/[\n:]/u)
    .map((line) => line.trim().replace(/\/+$/u, ''))
    .filter((line) => line.startsWith('/'));
}
