import { dirname, join } from 'node:path';
import { errnoOf } from './errno.ts';
import { readlink, realpath, stat } from './file-calls.ts';
import { headerBytes, readProgramHeader, runsOn } from './program-header.ts';
import { readBytes, readText } from './read.ts';

/** The longest chain of links that the kernel follows (include/linux/namei.h, MAXSYMLINKS). */
const maxLinks = 40;

export interface Safety {
  /** undefined: may be run. Otherwise an errno name; `EUNSAFE` when others could rewrite it. */
  refusal(path: string): Promise<string | undefined>;
}

/**
 * Guards every start of a process. Two dangers: as root, a file that somebody else may replace;
 * and a file that the kernel does not know how to run, for then execvp(3), which Node's spawn
 * ends in, hands it to /bin/sh. Answers are kept: one directory serves many tools.
 */
export function createSafety(uid: number, machine: string): Safety {
  const directories = new Map<string, Promise<boolean>>();
  const resolved = new Map<string, Promise<string>>();
  const verdicts = new Map<string, Promise<string | undefined>>();
  const owners = trustedOwners(uid);

  async function isSafeDirectory(path: string, isParent: boolean): Promise<boolean> {
    const status = await stat(path);
    if (!(await owners).has(status.uid)) return false;
    const forAll = (status.mode & 0o002) !== 0;
    const sticky = (status.mode & 0o1000) !== 0;
    if (forAll && (isParent || !sticky)) return false;
    return path === '/' || isSafeAncestor(dirname(path));
  }

  function isSafeAncestor(path: string): Promise<boolean> {
    return kept(directories, path, () => isSafeDirectory(path, false));
  }

  function isSafeParent(path: string): Promise<boolean> {
    return kept(directories, `parent ${path}`, () => isSafeDirectory(path, true));
  }

  async function unsafe(path: string): Promise<boolean> {
    let here = path;
    for (let hop = 0; hop <= maxLinks; hop += 1) {
      const parent = await kept(resolved, dirname(here), realpath);
      if (!(await isSafeParent(parent))) return true;
      const target = await linkTarget(here);
      if (target === undefined) break;
      here = target.startsWith('/') ? target : join(parent, target);
    }
    const status = await stat(here);
    return (status.mode & 0o002) !== 0 || !(await owners).has(status.uid);
  }

  async function judge(path: string): Promise<string | undefined> {
    try {
      const file = await realpath(path);
      if (uid === 0 && (await unsafe(path))) return 'EUNSAFE';
      return (await isKnownFormat(file, machine)) ? undefined : 'ENOEXEC';
    } catch (error) {
      return errnoOf(error);
    }
  }

  return { refusal: (path) => kept(verdicts, path, () => judge(path)) };
}

function kept<T>(cache: Map<string, Promise<T>>, key: string, make: (key: string) => Promise<T>): Promise<T> {
  const there = cache.get(key);
  if (there !== undefined) return there;
  const made = make(key);
  cache.set(key, made);
  return made;
}

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    if (errnoOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}

/**
 * Root and this user. In a user namespace the files of the real root show the overflow id
 * (user_namespaces(7)); whoever is root there has no more power than the user outside.
 */
async function trustedOwners(uid: number): Promise<ReadonlySet<number>> {
  const owners = new Set([0, uid]);
  const map = await readText('/proc/self/uid_map');
  const whole = !map.ok || /^\s*0\s+0\s+4294967295\s*$/.test(map.text);
  if (!whole) owners.add(65_534);
  return owners;
}

/**
 * What is no regular file is refused by the kernel itself (EACCES), and a program that may be
 * run but not read (mode 0711) is left to it.
 */
async function isKnownFormat(path: string, machine: string): Promise<boolean> {
  const read = await readBytes(path, { maxBytes: headerBytes });
  if (!read.ok) return true;
  const header = readProgramHeader(read.bytes);
  if (header.kind === 'other') return false;
  if (header.kind === 'script') return true;
  // A kernel built without IA32_EMULATION lacks this sysctl (arch/x86/entry/vdso), and refuses i386.
  if (machine === 'x86_64' && header.machine === 'i686') return exists('/proc/sys/abi/vsyscall32');
  return runsOn(header, machine) !== false;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
