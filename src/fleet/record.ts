/** One document of the inputs, or why there is none. */
export type FleetRecord =
  | {
      readonly kind: 'document';
      /** `facts.ndjson:17`, `site-a.tar.gz: node-3.json`. */
      readonly source: string;
      readonly bytes: Uint8Array;
      /** When this machine wrote the file that held it, milliseconds since 1970. */
      readonly receivedMs?: number;
    }
  | { readonly kind: 'refused'; readonly source: string; readonly why: string }
  /** Something that costs no node, and that the reader should know. Equal ones are counted. */
  | { readonly kind: 'remark'; readonly says: string };

export function refused(source: string, why: string): FleetRecord {
  return { kind: 'refused', source, why };
}

export function remark(says: string): FleetRecord {
  return { kind: 'remark', says };
}
