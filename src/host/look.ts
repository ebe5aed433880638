import type { Stats } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { ioDeadlineMs, withDeadline } from './deadline.ts';
import { access, executable, lstat, readdir, readlink, realpath, stat } from './file-calls.ts';
import type { AccessResult, DirResult, FileStatus, LinkResult, StatusResult } from './host.ts';

/** The largest /usr/bin holds a few thousand names; a spool with millions is not what is asked for. */
const maxNames = 65_536;
/** A directory of this size may hold more names than that; smaller ones are read in one call. */
const largeDirectory = 1024 * 1024;

export function status(path: string): Promise<StatusResult> {
  return withDeadline(stat(path).then(toStatus), ioDeadlineMs);
}

export function linkStatus(path: string): Promise<StatusResult> {
  return withDeadline(lstat(path).then(toStatus), ioDeadlineMs);
}

export function readLink(path: string): Promise<LinkResult> {
  return withDeadline(readlink(path).then(toLink), ioDeadlineMs);
}

export function realPath(path: string): Promise<LinkResult> {
  return withDeadline(realpath(path).then(toLink), ioDeadlineMs);
}

export function mayRun(path: string): Promise<AccessResult> {
  const allowed: AccessResult = { ok: true };
  return withDeadline(
    access(path, executable).then(() => allowed),
    ioDeadlineMs,
  );
}

export function readDir(path: string): Promise<DirResult> {
  return withDeadline(listNames(path), ioDeadlineMs);
}

async function listNames(path: string): Promise<DirResult> {
  const { size } = await stat(path);
  if (size > largeDirectory) return listCapped(path);
  const names = await readdir(path);
  return { ok: true, names: names.slice(0, maxNames), truncated: names.length > maxNames };
}

async function listCapped(path: string): Promise<DirResult> {
  const names: string[] = [];
  const directory = await opendir(path, { bufferSize: 2048 });
  // Leaving the loop early closes the directory as well.
  for await (const entry of directory) {
    if (names.length === maxNames) return { ok: true, names, truncated: true };
    names.push(entry.name);
  }
  return { ok: true, names, truncated: false };
}

function toLink(target: string): LinkResult {
  return { ok: true, target };
}

function toStatus(stats: Stats): StatusResult {
  return {
    ok: true,
    kind: kindOf(stats),
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    identity: `${stats.dev}:${stats.ino}`,
  };
}

function kindOf(stats: Stats): FileStatus['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isSocket() ? 'socket' : 'other';
}
