import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { errnoOf } from './errno.ts';
import { openFlags } from './file-calls.ts';
import type { BytesResult } from './host.ts';

/** Files that the kernel answers from its own memory. */
export interface KernelFiles {
  /** The bytes up to the cap, or undefined: not such a file, to be read as any other. */
  read(path: string, maxBytes: number): BytesResult | undefined;
}

/**
 * What no disk, no driver and no other process keeps waiting. Not `/proc/PID/cmdline` and its like: they wait for
 * the memory of a process that may hang.
 */
const plain =
  /^\/(?:proc\/(?:sys\/|(?:self|\d+)\/(?:cgroup|comm|mountinfo|status|uid_map)$|(?:cmdline|cpuinfo|filesystems|meminfo|modules|swaps)$)|sys\/(?:devices\/system|fs\/cgroup|kernel|module)\/)/u;

const kernelTypes: ReadonlySet<string> = new Set(['proc', 'sysfs', 'cgroup', 'cgroup2']);
/** Of a line of mountinfo the place and, after the dash, the type. */
const mountLine = /^\S+ \S+ \S+ \S+ (\/(?:proc|sys)(?:\/\S*)?) .*? - (\S+) /gmu;
const bufferBytes = 64 * 1024;

/**
 * A run reads some hundreds of them, one for each process among them. Each would go six times through the thread
 * pool; read at once they take a few microseconds.
 */
export function createKernelFiles(): KernelFiles {
  let types: ReadonlyMap<string, string> | undefined;
  let buffer: Buffer | undefined;
  return {
    read: (path, maxBytes) => {
      if (!plain.test(path)) return undefined;
      types ??= mountTypes();
      if (!kernelTypes.has(typeAt(types, path))) return undefined;
      buffer ??= Buffer.allocUnsafe(bufferBytes);
      return readAtOnce(path, maxBytes, buffer);
    },
  };
}

/** By mount point. lxcfs, sysbox and others put files of their own over those of the kernel, which may hang. */
function mountTypes(): ReadonlyMap<string, string> {
  try {
    const table = readFileSync('/proc/self/mountinfo', 'utf8');
    return new Map([...table.matchAll(mountLine)].map(([, point = '', type = '']) => [point, type]));
  } catch {
    return new Map();
  }
}

function typeAt(types: ReadonlyMap<string, string>, path: string): string {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const type = types.get(path.slice(0, end));
    if (type !== undefined) return type;
  }
  return '';
}

function readAtOnce(path: string, maxBytes: number, buffer: Buffer): BytesResult {
  let descriptor = -1;
  try {
    descriptor = openSync(path, openFlags);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return { ok: false, code: status.isDirectory() ? 'EISDIR' : 'ENOTSUP' };
    return readToEnd(descriptor, maxBytes, buffer);
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}

function readToEnd(descriptor: number, maxBytes: number, buffer: Buffer): BytesResult {
  const chunks: Uint8Array[] = [];
  let total = 0;
  // One byte more than the cap tells a cut file from one that just fits.
  while (total <= maxBytes) {
    const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, maxBytes + 1 - total), null);
    if (count === 0) break;
    chunks.push(Uint8Array.prototype.slice.call(buffer, 0, count));
    total += count;
  }
  return { ok: true, bytes: Buffer.concat(chunks, Math.min(total, maxBytes)), truncated: total > maxBytes };
}
