import { mkdirSync, statSync } from 'node:fs';
import { errnoOf } from './errno.ts';
import type { IoFailure } from './host.ts';

/** The directory is there afterwards, with those above it; what is made is for its owner alone. */
export function makeDirectory(path: string): { readonly ok: true } | IoFailure {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return statSync(path).isDirectory() ? { ok: true } : { ok: false, code: 'ENOTDIR' };
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}
