import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf } from './errno.ts';
import type { IoFailure } from './host.ts';

/**
 * Puts a file in its place whole or not at all: a file that is there is replaced at once. A link is not followed, and
 * a device (/dev/stdout) not replaced. What cannot be written leaves nothing behind.
 * @param mode what the umask takes bits from; default: for its owner alone
 */
export function writeWholeFile(path: string, text: string, mode = 0o600): { readonly ok: true } | IoFailure {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}`);
  let made = false;
  try {
    const refusal = whyNotReplaced(path);
    if (refusal !== undefined) return { ok: false, code: refusal };
    const descriptor = openSync(
      temporary,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      mode,
    );
    made = true;
    try {
      writeAll(descriptor, Buffer.from(text));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
    return { ok: true };
  } catch (error) {
    if (made) removeQuietly(temporary);
    return { ok: false, code: errnoOf(error) };
  }
}

/** errno of what will keep a file from being put there, as far as it is seen before anything is written. */
export function whyNotPlaced(path: string): string | undefined {
  try {
    return whyNotReplaced(path) ?? (statSync(dirname(path)).isDirectory() ? undefined : 'ENOTDIR');
  } catch (error) {
    return errnoOf(error);
  }
}

function whyNotReplaced(path: string): string | undefined {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined || there.isFile()) return undefined;
  if (there.isSymbolicLink()) return 'ELOOP';
  return there.isDirectory() ? 'EISDIR' : 'ENOTSUP';
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;) offset += writeSync(descriptor, bytes, offset);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // There is nothing more to be done.
  }
}
