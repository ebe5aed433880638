import { constants } from 'node:fs';
import { close, open, readlink } from '../file-calls.ts';
import { errnoOf } from '../errno.ts';

/** The longest chain of links, and the longest path, that the kernel follows (namei.h, limits.h). */
const maxLinks = 40;
const maxPath = 4096;
/** Components of one walk; links that are all `a/../a/…` would otherwise cost 40 times a path. */
const maxSteps = 4096;
/** Directories that stay open, to be walked from again. */
const maxKept = 192;

/** For naming alone: reads nothing, opens no device and no FIFO. Missing in `node:fs`; the same on all of Linux but alpha, parisc and sparc. */
const pathOnly = 0o10_000_000;
const directoryFlags = pathOnly | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const fileFlags = pathOnly | constants.O_NOFOLLOW;

/** A directory that is open: whatever happens to its name, it stays this directory. */
interface Directory {
  readonly descriptor: number;
  /** Without links, seen from inside; '' is the root. */
  readonly path: string;
}

/** Where a path ends: a name in a directory, and no link if links were to be followed. */
export interface Place {
  /** Seen from inside, without links but perhaps for the name itself. */
  readonly path: string;
  /** For one call of the file system that does not follow a link at its end. */
  readonly handle: string;
}

export interface RootWalk {
  /** Walks to a path, and calls `use` while all on the way is held. Rejects with an errno as `fs` does. */
  at<T>(path: string, follow: boolean, use: (place: Place) => Promise<T>): Promise<T>;
  /** The same, with the file itself held open for naming: `handle` leads to it and to nothing else. */
  held<T>(path: string, use: (handle: string) => Promise<T>): Promise<T>;
  /** Lets go of the directories; nothing may be under way. */
  close(): Promise<void>;
}

/**
 * Paths inside a directory, resolved as after chroot(2) into it, component by component: each directory
 * is opened (O_PATH, O_NOFOLLOW) in the one before, and the next call goes through /proc/self/fd, so that
 * no link, no `..` and no renaming meanwhile leads out. Node has no openat2(2).
 */
export async function walkRoot(root: string): Promise<RootWalk> {
  const walker = new Walker({ descriptor: await open(root, pathOnly | constants.O_DIRECTORY), path: '' });
  return {
    at: (path, follow, use) => walker.at(path, follow, use),
    held: (path, use) => walker.at(path, true, ({ handle }) => holding(handle, use)),
    close: () => walker.close(),
  };
}

class Walker {
  readonly #top: Directory;
  readonly #kept = new Map<string, Directory>();

  constructor(top: Directory) {
    this.#top = top;
  }

  async at<T>(path: string, follow: boolean, use: (place: Place) => Promise<T>): Promise<T> {
    const own: number[] = [];
    try {
      return await use(await this.#walk(path, follow, own));
    } finally {
      for (const descriptor of own) await close(descriptor);
    }
  }

  async close(): Promise<void> {
    const all = [this.#top, ...this.#kept.values()];
    this.#kept.clear();
    await Promise.all(all.map(({ descriptor }) => close(descriptor)));
  }

  /** @param own descriptors that this walk alone holds */
  async #walk(path: string, follow: boolean, own: number[]): Promise<Place> {
    if (path.length > maxPath) throw failure('ENAMETOOLONG');
    const ahead = partsOf(path);
    const stack = [this.#top];
    let links = 0;
    for (let step = 0; step <= maxSteps; step += 1) {
      const here = stack.at(-1) ?? this.#top;
      const name = ahead.pop();
      if (name === undefined)
        return { path: here.path === '' ? '/' : here.path, handle: handleOf(here, '.') };
      if (name === '..') {
        if (stack.length > 1) stack.pop();
        continue;
      }
      const isLast = ahead.length === 0;
      const target = isLast && !follow ? undefined : await linkTarget(handleOf(here, name));
      if (target !== undefined) {
        links += 1;
        if (links > maxLinks) throw failure('ELOOP');
        if (target.startsWith('/')) stack.length = 1;
        ahead.push(...partsOf(target));
        continue;
      }
      if (isLast) return { path: `${here.path}/${name}`, handle: handleOf(here, name) };
      stack.push(await this.#enter(here, name, own));
    }
    throw failure('ELOOP');
  }

  async #enter(from: Directory, name: string, own: number[]): Promise<Directory> {
    const path = `${from.path}/${name}`;
    const known = this.#kept.get(path);
    if (known !== undefined) return known;
    const directory = { path, descriptor: await open(handleOf(from, name), directoryFlags) };
    // Another walk may have kept it meanwhile.
    if (this.#kept.size < maxKept && !this.#kept.has(path)) this.#kept.set(path, directory);
    else own.push(directory.descriptor);
    return directory;
  }
}

async function holding<T>(handle: string, use: (handle: string) => Promise<T>): Promise<T> {
  const descriptor = await open(handle, fileFlags);
  try {
    return await use(`/proc/self/fd/${descriptor}`);
  } finally {
    await close(descriptor);
  }
}

function handleOf({ descriptor }: Directory, name: string): string {
  return `/proc/self/fd/${descriptor}/${name}`;
}

/** The components, last first. */
function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .toReversed();
}

async function linkTarget(handle: string): Promise<string | undefined> {
  try {
    return await readlink(handle);
  } catch (error) {
    if (errnoOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
