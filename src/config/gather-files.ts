import type { ConfigError } from './config-error.ts';
import type { BytesRead, ConfigIo } from './config-io.ts';
import { decodeBytes, maxFileBytes } from './decode-bytes.ts';
import type { Source } from './source.ts';

export interface Gathered {
  readonly sources: readonly Source[];
  readonly errors: readonly ConfigError[];
}

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
export async function gatherFiles(files: readonly string[], io: ConfigIo): Promise<Gathered> {
  const sources: Source[] = [];
  const errors: ConfigError[] = [];
  for (const file of new Set(files)) {
    const paths = file === '-' ? [file] : await expand(file, io, errors);
    for (const path of paths) {
      const read = path === '-' ? await io.readStdin(maxFileBytes) : await io.read(path, maxFileBytes);
      take(path, read, sources, errors);
    }
  }
  return { sources, errors };
}

function take(path: string, read: BytesRead, sources: Source[], errors: ConfigError[]): void {
  if (!read.ok) {
    errors.push(unreadable(path, read.code));
    return;
  }
  const decoded = decodeBytes(path, read.bytes, read.truncated);
  if (decoded.ok) sources.push(decoded.source);
  else errors.push(decoded.error);
}

async function expand(path: string, io: ConfigIo, errors: ConfigError[]): Promise<readonly string[]> {
  const status = await io.kind(path);
  if (!status.ok) {
    errors.push(unreadable(path, status.code));
    return [];
  }
  if (status.kind !== 'directory') return [path];
  const listed = await io.list(path);
  if (!listed.ok) {
    errors.push(unreadable(path, listed.code));
    return [];
  }
  const names = listed.names.filter((name) => /^[^.].*\.(?:ya?ml|json)$/.test(name)).sort();
  if (names.length === 0) {
    errors.push({
      code: 'config.empty-directory',
      message: 'the directory holds no *.yaml, *.yml or *.json file',
      file: path,
    });
  }
  return names.map((name) => `${path.replace(/\/+$/, '')}/${name}`);
}

function unreadable(file: string, errno: string): ConfigError {
  const [code, message] = reasons[errno] ?? ['config.unreadable-file', 'it cannot be read'];
  return { code, message, file, found: errno };
}
