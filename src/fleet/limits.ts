import { maxFactsBytes } from '../snapshot/read-facts.ts';

/** What the inputs of a report may cost at most. Documents come from machines that nobody trusts. */
export const limits = {
  /** Of one document; a longer one costs its node. */
  documentBytes: maxFactsBytes,
  /** Documents of all inputs together. */
  documents: 100_000,
  /** Entries of one archive, wanted or not. */
  archiveEntries: 200_000,
  /** Unpacked bytes from which on a compressed input is looked at as a bomb. */
  freeUnpackedBytes: 64 * 1024 * 1024,
  /** JSON of facts packs to a tenth. Beyond this ratio it is no facts. */
  unpackRatio: 200,
  /** Lines in a row that are no document, before the rest of an input is left. */
  strayLines: 20,
} as const;
