import type { ConfigError } from './config-error.ts';
import type { BytesRead, ConfigIo } from './config-io.ts';
import { decodeBytes, maxFileBytes } from './decode-bytes.ts';
import type { Source } from './source.ts';

/** What became of one file. */
export type Gathered =
  | { readonly file: string; readonly source: Source }
  | { readonly file: string; readonly error: ConfigError };

const reasons: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOENT: ['config.missing-file', 'there is no such file'],
  ENOTDIR: ['config.missing-file', 'there is no such file: a part of the path is not a directory'],
  EACCES: ['config.unreadable-file', 'this user may not read it'],
  EPERM: ['config.unreadable-file', 'this user may not read it'],
  EISDIR: ['config.unreadable-file', 'this is a directory'],
  ELOOP: ['config.unreadable-file', 'its symbolic links lead in a circle'],
  ETIMEDOUT: ['config.unreadable-file', 'reading it took too long'],
};

/** All files named on the command line, with directories opened; in the order given. */
export async function gatherFiles(files: readonly string[], io: ConfigIo): Promise<readonly Gathered[]> {
  const gathered: Gathered[] = [];
  for (const file of new Set(files)) {
    if (file === '-') gathered.push(take(file, await io.readStdin(maxFileBytes)));
    else gathered.push(...(await open(file, io)));
  }
  return gathered;
}

function take(file: string, read: BytesRead): Gathered {
  if (!read.ok) return unreadable(file, read.code);
  const decoded = decodeBytes(file, read.bytes, read.truncated);
  return decoded.ok ? { file, source: decoded.source } : { file, error: decoded.error };
}

async function open(path: string, io: ConfigIo): Promise<readonly Gathered[]> {
  const status = await io.kind(path);
  if (!status.ok) return [unreadable(path, status.code)];
  if (status.kind !== 'directory') return [take(path, await io.read(path, maxFileBytes))];
  const listed = await io.list(path);
  if (!listed.ok) return [unreadable(path, listed.code)];
  const names = listed.names.filter((name) => /^[^.].*\.(?:ya?ml|json)$/.test(name)).sort();
  if (names.length === 0) {
    const message = 'the directory holds no *.yaml, *.yml or *.json file';
    return [{ file: path, error: { code: 'config.empty-directory', message, file: path } }];
  }
  const gathered: Gathered[] = [];
  for (const name of names) {
    const file = `${path.replace(/\/+$/, '')}/${name}`;
    gathered.push(take(file, await io.read(file, maxFileBytes)));
  }
  return gathered;
}

function unreadable(file: string, errno: string): Gathered {
  const [code, message] = reasons[errno] ?? ['config.unreadable-file', 'it cannot be read'];
  return { file, error: { code, message, file, found: errno } };
}
