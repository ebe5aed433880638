/** What the first bytes of a file say about who can run it. Pure; the kernel's rules of execve(2). */

export interface ElfHeader {
  readonly kind: 'elf';
  /** e_machine as `uname -m` calls it; `machine 1234` for one that is not in the table. */
  readonly machine: string;
  readonly bits: 32 | 64;
  /** The loader (PT_INTERP) that must exist; unset for static programs. */
  readonly interpreter?: string;
}

export type ProgramHeader =
  | ElfHeader
  | { readonly kind: 'script'; readonly interpreter: string }
  | { readonly kind: 'other' };

/** Enough for the program headers and the loader's name of anything a linker makes. */
export const headerBytes = 4096;

/** e_machine and class: include/uapi/linux/elf-em.h. */
const machines: Readonly<Record<string, string>> = {
  '3/32': 'i686',
  '20/32': 'ppc',
  '21/64': 'ppc64',
  '22/64': 's390x',
  '40/32': 'arm',
  '62/64': 'x86_64',
  '62/32': 'x32',
  '183/64': 'aarch64',
  '243/64': 'riscv64',
  '258/64': 'loongarch64',
};

/** What a kernel runs beside its own kind, each as `uname -m` names the kernel. */
const foreign: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['i686'],
  aarch64: ['arm'],
};

export function readProgramHeader(bytes: Uint8Array): ProgramHeader {
  if (bytes[0] === 0x23 && bytes[1] === 0x21) return { kind: 'script', interpreter: shebang(bytes) };
  const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  if (!isElf || bytes.length < 52) return { kind: 'other' };
  return elfHeader(bytes);
}

/** undefined: this machine's name is not in the table, so nothing is said. */
export function runsOn(header: ElfHeader, machine: string): boolean | undefined {
  const native = nativeName(machine);
  if (!Object.values(machines).includes(native)) return undefined;
  return header.machine === native || (foreign[native] ?? []).includes(header.machine);
}

/** `uname -m` says armv7l, i586, ppc64le; the ELF header has one name for each kin. */
function nativeName(machine: string): string {
  if (machine.startsWith('armv')) return 'arm';
  if (/^i[3-6]86$/.test(machine)) return 'i686';
  return machine === 'ppc64le' ? 'ppc64' : machine;
}

/** As fs/binfmt_script.c: blanks around the name, then an optional argument. */
function shebang(bytes: Uint8Array): string {
  const line = new TextDecoder().decode(bytes.subarray(2, 258)).split('\n', 1)[0] ?? '';
  return line.trim().split(/[ \t]/, 1)[0] ?? '';
}

function elfHeader(bytes: Uint8Array): ElfHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bits = bytes[4] === 2 ? 64 : 32;
  const little = bytes[5] !== 2;
  const code = view.getUint16(18, little);
  const machine = machines[`${code}/${bits}`] ?? `machine ${code}`;
  const interpreter = interpreterOf(bytes, view, bits, little);
  return { kind: 'elf', machine, bits, ...(interpreter === undefined ? {} : { interpreter }) };
}

/** The name that the program header PT_INTERP (3) points at, if it lies in the bytes at hand. */
function interpreterOf(
  bytes: Uint8Array,
  view: DataView,
  bits: 32 | 64,
  little: boolean,
): string | undefined {
  const wide = bits === 64;
  if (bytes.length < (wide ? 64 : 52)) return undefined;
  const table = wide ? Number(view.getBigUint64(32, little)) : view.getUint32(28, little);
  const entrySize = view.getUint16(wide ? 54 : 42, little);
  const count = Math.min(view.getUint16(wide ? 56 : 44, little), 64);
  for (let index = 0; index < count; index += 1) {
    const at = table + index * entrySize;
    if (at + (wide ? 56 : 32) > bytes.length) return undefined;
    if (view.getUint32(at, little) !== 3) continue;
    const offset = wide ? Number(view.getBigUint64(at + 8, little)) : view.getUint32(at + 4, little);
    const size = wide ? Number(view.getBigUint64(at + 32, little)) : view.getUint32(at + 16, little);
    if (offset + size > bytes.length) return undefined;
    return new TextDecoder().decode(bytes.subarray(offset, offset + size)).replace(/\0.*$/s, '');
  }
  return undefined;
}
