import { writeSync } from 'node:fs';
import process from 'node:process';
import { isatty } from 'node:tty';
import type { Context, Sink } from './context.ts';

interface ProcessContext {
  readonly context: Context;
  /** 128 + the number of the signal that came, as shells count. */
  readonly interrupted: () => number | undefined;
  /** Ends the process with this code, once all output is written. */
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
  const context: Context = {
    stdout: sinkOf(1, () => process.stdout),
    stderr: sinkOf(2, () => process.stderr),
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
  return { context, interrupted: () => signalled, settle: (exitCode) => process.exit(exitCode) };
}

/**
 * Writes at once and whole, so that nothing is lost when the process ends. A reader that has
 * gone away (EPIPE) or a full disk must not turn a verdict into a crash: what cannot be
 * written is dropped, and the exit code still tells.
 */
function sinkOf(fd: number, stream: () => NodeJS.WriteStream): Sink {
  const isTTY = isatty(fd);
  return {
    isTTY,
    // Only for a terminal is the stream made, which takes some milliseconds.
    columns: isTTY ? stream().columns : 80,
    write: (text) => writeWhole(fd, Buffer.from(text)),
  };
}

function writeWhole(fd: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(fd, bytes, offset);
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EAGAIN') return;
      // A pipe in non-blocking mode is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
