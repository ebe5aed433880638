import { openSync, writeSync } from 'node:fs';
import { errnoOf } from './errno.ts';
import type { IoFailure } from './host.ts';

/** A file that lines are added to at once: what was done is told even if the next thing ends the machine. */
export interface LogFile {
  readonly ok: true;
  write(text: string): void;
}

/** Opens it for adding, and makes it, for root alone, if it is not there. */
export function openLogFile(path: string): LogFile | IoFailure {
  try {
    const fd = openSync(path, 'a', 0o600);
    return { ok: true, write: (text) => void writeSync(fd, text) };
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}
