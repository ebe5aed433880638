import { ioDeadlineMs, withDeadline } from '../deadline.ts';
import type { AccessResult, Host, StatusResult } from '../host.ts';
import { linkStatus, readDir, readLink, status } from '../look.ts';
import { readBytes } from '../read.ts';
import type { RootWalk } from './root-walk.ts';

export type RootedFiles = Pick<
  Host,
  'readText' | 'readBytes' | 'readDir' | 'readLink' | 'status' | 'linkStatus' | 'realPath' | 'mayRun'
>;

/** The file methods of a host, for paths inside a root. */
export function rootedFiles(walk: RootWalk): RootedFiles {
  const statusOf = (path: string): Promise<StatusResult> =>
    bounded(walk.at(path, true, ({ handle }) => linkStatus(handle)));
  const bytesOf: Host['readBytes'] = (path, options) =>
    bounded(
      walk.held(path, (handle) => readBytes(handle, options)),
      options?.deadlineMs,
    );
  return {
    readBytes: bytesOf,
    async readText(path, options) {
      const read = await bytesOf(path, options);
      if (!read.ok) return read;
      return { ok: true, text: new TextDecoder().decode(read.bytes), truncated: read.truncated };
    },
    readDir: (path) =>
      bounded(
        walk.held(path, async (handle) => {
          const what = await status(handle);
          // To list is to open, and a device or a FIFO is not opened.
          if (what.ok && what.kind !== 'directory') return { ok: false, code: 'ENOTDIR' };
          return what.ok ? readDir(`${handle}/.`) : what;
        }),
      ),
    readLink: (path) => bounded(walk.at(path, false, ({ handle }) => readLink(handle))),
    status: statusOf,
    linkStatus: (path) => bounded(walk.at(path, false, ({ handle }) => linkStatus(handle))),
    realPath: (path) =>
      bounded(
        walk.at(path, true, async (place) => {
          const there = await linkStatus(place.handle);
          return there.ok ? { ok: true, target: place.path } : there;
        }),
      ),
    async mayRun(path) {
      const file = await statusOf(path);
      return file.ok ? mayRootRun(file) : file;
    },
  };
}

/** Who will run it is root of another machine: the bits decide, not this user and not the mount it lies on. */
function mayRootRun({ kind, mode }: Extract<StatusResult, { ok: true }>): AccessResult {
  if (kind === 'directory') return { ok: true };
  return kind === 'file' && (mode & 0o111) !== 0 ? { ok: true } : { ok: false, code: 'EACCES' };
}

/** The walk and what follows it; a directory on a dead mount costs one deadline. */
function bounded<T>(work: Promise<T>, deadlineMs = ioDeadlineMs): ReturnType<typeof withDeadline<T>> {
  return withDeadline(work, deadlineMs);
}
