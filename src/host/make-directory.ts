import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './errno.ts';
import type { IoFailure } from './host.ts';

/** The directory is there afterwards, with those above it; what is made is for its owner alone. */
export function makeDirectory(path: string): { readonly ok: true } | IoFailure {
  try {
    makeWithParents(path);
    return statSync(path).isDirectory() ? { ok: true } : { ok: false, code: 'ENOTDIR' };
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}

/** Not `recursive` of node:fs: in /proc, where a parent is there and still ENOENT the answer, that never ends. */
function makeWithParents(path: string): void {
  if (makeOne(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeWithParents(parent);
  mkdirSync(path, { mode: 0o700 });
}

/** Whether it is there now; false: what is above it is not. */
function makeOne(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') return false;
    if (code !== 'EEXIST') throw error;
  }
  return true;
}
