import { errnoOf } from './errno.ts';
import type { IoFailure } from './host.ts';

/** Reads of files and directories: long for a disk, short for a person. */
export const ioDeadlineMs = 1000;

/**
 * The outcome of an operation, or `ETIMEDOUT` once the deadline passed. A system call on a
 * dead mount cannot be called back: it is left behind, and what it returns late is dropped.
 */
export async function withDeadline<T>(operation: Promise<T>, deadlineMs: number): Promise<T | IoFailure> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<IoFailure>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, code: 'ETIMEDOUT' }), deadlineMs);
  });
  try {
    return await Promise.race([operation, late]);
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  } finally {
    clearTimeout(timer);
  }
}
