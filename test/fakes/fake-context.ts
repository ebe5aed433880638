import type { Context, Sink } from '../../src/cli/context.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';

export interface FakeContext extends Context {
  /** What was written to standard output. */
  out(): string;
  err(): string;
}

function recorder(chunks: string[]): Sink {
  return { isTTY: false, columns: 80, write: (text) => void chunks.push(text) };
}

/** A Context that records; its host is the real one, made on first use. */
export function fakeContext(env: Context['env'] = {}): FakeContext {
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    stdout: recorder(stdout),
    stderr: recorder(stderr),
    env,
    version: '0.0.0-test',
    today: () => '2026-11-23',
    signal: new AbortController().signal,
    host: async () => createLinuxHost({ env }),
    out: () => stdout.join(''),
    err: () => stderr.join(''),
  };
}
