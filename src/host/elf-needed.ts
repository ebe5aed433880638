/** What a dynamic program asks of its loader (ELF specification, dynamic section). Pure; nothing is trusted. */

export interface DynamicNeeds {
  /** DT_NEEDED: names of libraries. */
  readonly libraries: readonly string[];
  /** DT_RPATH or DT_RUNPATH is set: it looks in places of its own first. */
  readonly ownPath: boolean;
}

const maxLibraries = 128;
const maxSegments = 64;
const maxEntries = 512;
const tags = { end: 0, needed: 1, stringTable: 5, rpath: 15, runpath: 29 } as const;
const segments = { load: 1, dynamic: 2 } as const;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** undefined: no 64-bit little-endian ELF file, a static one, or one that leads out of its bytes. */
export function readDynamicNeeds(bytes: Uint8Array): DynamicNeeds | undefined {
  const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  if (!isElf || bytes[4] !== 2 || bytes[5] !== 1 || bytes.length < 64) return undefined;
  try {
    return readFrom(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // DataView: an offset that somebody made up.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readFrom(bytes: Uint8Array, view: DataView): DynamicNeeds | undefined {
  const all = segmentsOf(view);
  const dynamic = all.find(({ type }) => type === segments.dynamic);
  if (dynamic === undefined) return undefined;
  const entries = entriesOf(view, dynamic);
  const table = entries.find(({ tag }) => tag === tags.stringTable)?.value;
  const strings = table === undefined ? undefined : offsetOf(all, table);
  if (strings === undefined) return undefined;
  const names = entries.filter(({ tag }) => tag === tags.needed).slice(0, maxLibraries);
  return {
    libraries: names.map(({ value }) => textAt(bytes, strings + value)),
    ownPath: entries.some(({ tag }) => tag === tags.rpath || tag === tags.runpath),
  };
}

function segmentsOf(view: DataView): readonly Segment[] {
  const table = number(view, 32);
  const size = view.getUint16(54, true);
  const count = Math.min(view.getUint16(56, true), maxSegments);
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * size;
    return {
      type: view.getUint32(at, true),
      offset: number(view, at + 8),
      address: number(view, at + 16),
      size: number(view, at + 32),
    };
  });
}

function entriesOf(view: DataView, { offset, size }: Segment) {
  const entries: { readonly tag: number; readonly value: number }[] = [];
  for (let at = offset; at + 16 <= offset + size && entries.length < maxEntries; at += 16) {
    const tag = number(view, at);
    if (tag === tags.end) break;
    entries.push({ tag, value: number(view, at + 8) });
  }
  return entries;
}

/** Where in the file an address lies. */
function offsetOf(all: readonly Segment[], address: number): number | undefined {
  const segment = all.find(
    (one) => one.type === segments.load && address >= one.address && address < one.address + one.size,
  );
  return segment === undefined ? undefined : address - segment.address + segment.offset;
}

function number(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function textAt(bytes: Uint8Array, at: number): string {
  if (at < 0 || at >= bytes.length) throw new RangeError('a name outside the file');
  const end = bytes.indexOf(0, at);
  return new TextDecoder().decode(bytes.subarray(at, Math.min(end === -1 ? at : end, at + 256)));
}
