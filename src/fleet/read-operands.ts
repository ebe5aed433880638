import { inputKind, type OpenInput, openInput, openStdin, walkTree } from '../host/input-file.ts';
import { isTakenName } from './input-names.ts';
import { limits } from './limits.ts';
import { readInput } from './read-input.ts';
import { type FleetRecord, refused, remark } from './record.ts';

/** Every document of files, directories and standard input (`-`), one after the other. */
export async function* readOperands(
  operands: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<FleetRecord> {
  let documents = 0;
  for (const operand of operands) {
    for await (const record of readOperand(operand, signal)) {
      if (signal.aborted) break;
      if (record.kind !== 'remark') documents += 1;
      if (documents > limits.documents) {
        yield remark(`more than ${limits.documents} documents: the rest was not read`);
        return;
      }
      yield record;
    }
    if (signal.aborted) {
      yield remark('stopped by a signal: what follows is what was read by then');
      return;
    }
  }
}

async function* readOperand(operand: string, signal: AbortSignal): AsyncGenerator<FleetRecord> {
  if (operand === '-') {
    const input = openStdin();
    yield* readUntil(signal, input, readInput({ bytes: input.bytes, source: 'standard input' }));
    return;
  }
  const kind = await inputKind(operand);
  if (!kind.ok) yield refused(operand, `cannot be opened: ${kind.code}`);
  else if (kind.kind === 'file') yield* readFile(operand, signal);
  else yield* readDirectory(operand, signal);
}

async function* readDirectory(directory: string, signal: AbortSignal): AsyncGenerator<FleetRecord> {
  for await (const { path, kind, code } of walkTree(directory)) {
    if (kind === 'file' && isTakenName(path)) yield* readFile(path, signal);
    else if (kind === 'file')
      yield remark(`${directory}: files whose names are not those of facts were left out`);
    else if (kind === 'unread') yield refused(path, `cannot be opened: ${code ?? ''}`);
    else if (kind === 'deep') yield remark(`${path}: too deep below the directory that was named, left out`);
    else yield remark(`${directory}: links and devices in it were left out`);
  }
}

/** A pipe whose writer is silent must not hold up a run that is to end. */
async function* readUntil(
  signal: AbortSignal,
  input: OpenInput,
  records: AsyncGenerator<FleetRecord>,
): AsyncGenerator<FleetRecord> {
  const stop = (): void => input.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* records;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* readFile(path: string, signal: AbortSignal): AsyncGenerator<FleetRecord> {
  const opened = await openInput(path);
  if (!opened.ok) {
    yield refused(path, `cannot be opened: ${opened.code}`);
    return;
  }
  const { bytes, modifiedMs } = opened;
  try {
    const received = modifiedMs === undefined ? {} : { receivedMs: modifiedMs };
    yield* readUntil(signal, opened, readInput({ bytes, source: path, ...received }));
  } finally {
    opened.close();
  }
}
