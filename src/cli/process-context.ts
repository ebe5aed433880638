import { writeSync } from 'node:fs';
import process from 'node:process';
import { isatty } from 'node:tty';
import { exitCodes } from '../engine/exit-code.ts';
import type { Context, Sink } from './context.ts';

interface ProcessContext {
  readonly context: Context;
  /** 128 + the number of the signal that came, as shells count. */
  readonly interrupted: () => number | undefined;
  /** Ends the process with this code, once all output is written, or it was told that it could not be. */
  readonly settle: (exitCode: number) => void;
}

const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** Binds a Context to the real process. A second signal ends the program at once. */
export function processContext(version: string): ProcessContext {
  const abort = new AbortController();
  let signalled: number | undefined;
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      if (signalled !== undefined) process.exit(code);
      signalled = code;
      abort.abort();
    });
  }
  // A probe with a defect fails once for the run, which says that it could not tell; what else it had begun may fail
  // after that, and would end the process.
  process.on('unhandledRejection', () => undefined);
  const stdout = sinkOf(1, () => process.stdout);
  const stderr = sinkOf(2, () => process.stderr);
  const context: Context = {
    stdout,
    stderr,
    env: process.env,
    version,
    today: () => new Date().toISOString().slice(0, 10),
    signal: abort.signal,
    async terminal() {
      const { openTerminal } = await import('./terminal.ts');
      return openTerminal(abort.signal);
    },
    async host() {
      const { createLinuxHost } = await import('../host/linux-host.ts');
      return createLinuxHost({ signal: abort.signal });
    },
  };
  const settle = (exitCode: number): void => {
    const lost = stdout.lost();
    if (lost === undefined) process.exit(exitCode);
    stderr.write(`error: the output is cut off: it could not be written to its end (${lost})\n`);
    // Half a report must not stand beside an exit code that says that all is well.
    process.exit(exitCode === exitCodes.ready ? exitCodes.internal : exitCode);
  };
  return { context, interrupted: () => signalled, settle };
}

interface ProcessSink extends Sink {
  /** errno of what could not be written, other than to a reader who has gone. */
  lost(): string | undefined;
}

/**
 * Writes at once and whole, so that nothing is lost when the process ends. A reader that has
 * gone away (EPIPE) or a full disk must not turn a verdict into a crash: what cannot be
 * written is dropped, with all that comes after it, and the exit code still tells.
 */
function sinkOf(fd: number, stream: () => NodeJS.WriteStream): ProcessSink {
  const isTTY = isatty(fd);
  let fault: string | undefined;
  return {
    isTTY,
    // Only for a terminal is the stream made, which takes some milliseconds.
    columns: isTTY ? stream().columns : 80,
    write(text) {
      fault ??= writeWhole(fd, Buffer.from(text));
    },
    lost: () => (fault === 'EPIPE' ? undefined : fault),
  };
}

/** errno of what kept it from being written; undefined: it stands there whole. */
function writeWhole(fd: number, bytes: Uint8Array): string | undefined {
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(fd, bytes, offset);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
      if (code !== 'EAGAIN') return code;
      // A pipe in non-blocking mode is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return undefined;
}
