import { readFactsDocument } from '../../snapshot/read-facts.ts';

/** When the container ran, milliseconds since 1970, by the clock of its node, in whole seconds. */
export interface Run {
  readonly startedMs: number;
  readonly finishedMs: number;
}

/**
 * Whether a document was collected by this very run: its own time lies within it, by one and the same clock. Torn or
 * edited it is not, which its hash tells.
 */
export function isCurrent(bytes: Uint8Array, { startedMs, finishedMs }: Run): boolean {
  const read = readFactsDocument(bytes);
  if (!read.ok) return false;
  const collectedMs = Date.parse(read.document.collectedAt);
  return collectedMs >= startedMs && collectedMs < finishedMs + 1000;
}
