export interface ElfOptions {
  /** e_machine: 62 x86_64, 183 aarch64, 22 s390x, 3 i386. */
  readonly machine: number;
  readonly bits?: 32 | 64;
  readonly big?: boolean;
  readonly interpreter?: string;
}

/** The headers of an ELF program, for tests that need one of another architecture. It holds no code. */
export function elfBytes({ machine, bits = 64, big = false, interpreter }: ElfOptions): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  const little = !big;
  const wide = bits === 64;
  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1]);
  view.setUint16(16, 2, little);
  view.setUint16(18, machine, little);
  const table = wide ? 64 : 52;
  if (wide) view.setBigUint64(32, BigInt(table), little);
  else view.setUint32(28, table, little);
  view.setUint16(wide ? 54 : 42, wide ? 56 : 32, little);
  view.setUint16(wide ? 56 : 44, interpreter === undefined ? 0 : 1, little);
  if (interpreter === undefined) return bytes;
  const text = new TextEncoder().encode(`${interpreter}\0`);
  view.setUint32(table, 3, little);
  if (wide) {
    view.setBigUint64(table + 8, 160n, little);
    view.setBigUint64(table + 32, BigInt(text.length), little);
  } else {
    view.setUint32(table + 4, 160, little);
    view.setUint32(table + 16, text.length, little);
  }
  bytes.set(text, 160);
  return bytes;
}
