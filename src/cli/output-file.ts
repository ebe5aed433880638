import { exitCodes } from '../engine/exit-code.ts';
import { whyNotPlaced, writeWholeFile } from '../host/write-whole-file.ts';
import type { Context, Sink } from './context.ts';
import { UserError } from './errors.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left there',
  EDQUOT: 'the quota is used up',
  ENOENT: 'there is no such directory',
  ENOTDIR: 'a part of its path is no directory',
  EACCES: 'this user may not write there',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ELOOP: 'it is a link, which is not followed; name the file itself',
  ENOTSUP: 'it is a device, a pipe or a socket; without this flag standard output is written to',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file cannot be written, in words. */
export function whyNotWritten(code: string): string {
  return reasons[code] ?? code;
}

/**
 * Runs a command whose standard output becomes a file, whole or not at all, as readable as the umask lets it be: a
 * report is for others to read. What cannot become a file is refused before anything is looked at.
 */
export async function toOutputFile(
  path: string,
  context: Context,
  run: (context: Context) => Promise<number>,
): Promise<number> {
  const refusal = path === '' ? 'ENOENT' : whyNotPlaced(path);
  if (refusal !== undefined) {
    throw new UserError(
      `--output-file ${path} cannot be written: ${whyNotWritten(refusal)}`,
      exitCodes.usage,
    );
  }
  const chunks: string[] = [];
  const stdout: Sink = { isTTY: false, columns: 80, write: (text) => void chunks.push(text) };
  const exitCode = await run({ ...context, stdout });
  // Nothing was judged, and standard error says why: what stands there stays.
  if (chunks.length === 0) return exitCode;
  const written = writeWholeFile(path, chunks.join(''), 0o666);
  if (written.ok) return exitCode;
  context.stderr.write(
    `error: --output-file ${path} cannot be written: ${whyNotWritten(written.code)}; nothing was left behind\n`,
  );
  // As where standard output is cut off: no report must not stand beside an exit code that says that all is well.
  return exitCode === exitCodes.ready ? exitCodes.internal : exitCode;
}
