import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import type { Terminal } from './context.ts';

/** undefined where standard input is no terminal: nobody is there to be asked. */
export function openTerminal(signal: AbortSignal): Terminal | undefined {
  if (process.stdin.isTTY !== true) return undefined;
  return { ask: (question) => ask(question, signal) };
}

/** The question goes to standard error, where it is seen though the output is kept. */
async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  // Not as a terminal: Ctrl-C then is a signal, which ends a run as anywhere else.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    return await Promise.race([lines.question(question, { signal }), ended]);
  } catch {
    return undefined;
  } finally {
    lines.close();
  }
}
