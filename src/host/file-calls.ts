/**
 * The file system's calls as promises over Node's callbacks: a fraction of the cost of
 * node:fs/promises, and a run makes some hundreds before it can say a word.
 */
import * as fs from 'node:fs';
import { promisify } from 'node:util';

export const stat = promisify<string, fs.Stats>(fs.stat);
export const lstat = promisify<string, fs.Stats>(fs.lstat);
export const fstat = promisify<number, fs.Stats>(fs.fstat);
export const readlink = promisify<string, string>(fs.readlink);
/** The C library's: one call instead of one for each component. */
export const realpath = promisify<string, string>(fs.realpath.native);
export const readdir = promisify<string, string[]>(fs.readdir);
export const access = promisify<string, number>(fs.access);
export const open = promisify<string, number, number>(fs.open);
export const close = promisify<number>(fs.close);

/** Reads on from where the file stands; 0 at its end. */
export function read(descriptor: number, buffer: Uint8Array): Promise<number> {
  return readAt(descriptor, buffer, null);
}

/** Reads from a place in the file; null: on from where it stands. */
export function readAt(descriptor: number, buffer: Uint8Array, position: number | null): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  fs.read(descriptor, buffer, 0, buffer.length, position, (error, count) => {
    if (error === null) resolve(count);
    else reject(error);
  });
  return promise;
}

/** Never waits for the other end of a FIFO, never becomes a controlling terminal. */
export const openFlags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOCTTY;
export const executable = fs.constants.X_OK;
