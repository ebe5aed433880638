import type { ConfigIo } from '../../src/config/config-io.ts';

/** Files in memory: text, bytes, the names in a directory, or the error that reading gives. */
export type MemoryFile =
  | string
  | Uint8Array
  | { readonly names: readonly string[] }
  | { readonly code: string };

function bytesOf(file: MemoryFile | undefined, maxBytes: number): ReturnType<ConfigIo['read']> {
  if (file === undefined) return Promise.resolve({ ok: false, code: 'ENOENT' });
  if (typeof file === 'object' && 'code' in file) return Promise.resolve({ ok: false, code: file.code });
  if (typeof file === 'object' && 'names' in file) return Promise.resolve({ ok: false, code: 'EISDIR' });
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  return Promise.resolve({
    ok: true,
    bytes: bytes.subarray(0, maxBytes),
    truncated: bytes.length > maxBytes,
  });
}

export function memoryIo(files: Readonly<Record<string, MemoryFile>>): ConfigIo {
  const fileOf = (path: string): MemoryFile | undefined => files[path];
  return {
    read: (path, maxBytes) => bytesOf(fileOf(path), maxBytes),
    readStdin: (maxBytes) => bytesOf(fileOf('-'), maxBytes),
    async kind(path) {
      const file = fileOf(path);
      if (file === undefined) return { ok: false, code: 'ENOENT' };
      const isDirectory = typeof file === 'object' && 'names' in file;
      return { ok: true, kind: isDirectory ? 'directory' : 'file' };
    },
    async list(path) {
      const file = fileOf(path);
      if (typeof file === 'object' && 'names' in file) return { ok: true, names: file.names };
      return { ok: false, code: 'ENOTDIR' };
    },
  };
}
