import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf } from './errno.ts';
import type { IoFailure } from './host.ts';

/**
 * Puts a file in its place whole or not at all, for its owner alone: a file that is there is replaced at once.
 * A link is not followed, and a device (/dev/stdout) not replaced. What cannot be written leaves nothing behind.
 */
export function writeWholeFile(path: string, text: string): { readonly ok: true } | IoFailure {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}`);
  let made = false;
  try {
    const refusal = whyNotReplaced(path);
    if (refusal !== undefined) return { ok: false, code: refusal };
    const descriptor = openSync(
      temporary,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o600,
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
