import type { Host } from '../host/host.ts';
import type { FactsDocument } from '../snapshot/facts-document.ts';

/** A stream as far as this program uses one. */
export interface Sink {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** Somebody who can be asked. */
export interface Terminal {
  /** undefined: no answer, as the input ended or the run was stopped. */
  ask(question: string): Promise<string | undefined>;
}

/** The process, cut down to what commands use; injected, so that tests run commands without one. */
export interface Context {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** The day, `2026-11-23`, in UTC: waivers expire by it. */
  today(): string;
  /** Aborted by SIGINT and SIGTERM: whatever is known by then is reported. */
  readonly signal: AbortSignal;
  /** Whoever sits at standard input; undefined or absent where nobody does. */
  readonly terminal?: () => Promise<Terminal | undefined>;
  /** Made on first use: `--help` touches no host. With `--root` it is the image. */
  host(): Promise<Host>;
  /** The machine that this program runs on, where `host()` is an image; absent: it is `host()`. */
  readonly desk?: () => Promise<Host>;
  /** The facts to judge (`--facts`); with them `host()` is not to be asked for. */
  readonly held?: { readonly source: string; readonly document: FactsDocument };
}
