import { join } from 'node:path';
import { exitCodes } from '../engine/exit-code.ts';
import { nodeFile } from '../fleet/collect/node-file.ts';
import { isCurrent, type Run } from '../fleet/collect/is-current.ts';
import { createConfigIo } from '../host/config-io.ts';
import { makeDirectory } from '../host/make-directory.ts';
import { writeWholeFile } from '../host/write-whole-file.ts';
import { maxFactsBytes } from '../snapshot/read-facts.ts';
import type { Sink } from './context.ts';
import { UserError } from './errors.ts';

/** Where documents go. */
export interface CollectStore {
  /** For people. */
  readonly place: string;
  /** Whether the facts that a run of the container printed are there. */
  holds(name: string, run: Run | undefined): Promise<boolean>;
  /** One document, without the end of its line. */
  put(name: string, line: string): void;
  /** Names of nodes of which something is there, in no order. */
  names(): Promise<readonly string[]>;
}

export function streamStore(stdout: Sink): CollectStore {
  return {
    place: 'standard output',
    holds: () => Promise.resolve(false),
    put: (_name, line) => stdout.write(`${line}\n`),
    names: () => Promise.resolve([]),
  };
}

/** @param refresh as if nothing were there */
export function directoryStore(directory: string, refresh: boolean): CollectStore {
  const made = makeDirectory(directory);
  if (!made.ok) throw cannotWrite(directory, made.code);
  const io = createConfigIo();
  return {
    place: directory,
    async holds(name, run) {
      if (refresh || run === undefined) return false;
      const read = await io.read(join(directory, nodeFile(name)), maxFactsBytes);
      return read.ok && isCurrent(read.bytes, run);
    },
    put(name, line) {
      const path = join(directory, nodeFile(name));
      const written = writeWholeFile(path, `${line}\n`);
      if (!written.ok) throw cannotWrite(path, written.code);
    },
    async names() {
      const listed = await io.list(directory);
      return listed.ok ? listed.names.filter((name) => name.endsWith('.json')) : [];
    },
  };
}

function cannotWrite(path: string, code: string): UserError {
  const hint = 'Run it again when that is mended: what was collected is there, and is not asked for again.';
  return new UserError(`${path} cannot be written: ${code}`, exitCodes.internal, hint);
}
