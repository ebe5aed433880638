import type { RuntimeClient } from '../../src/host/cri/runtime-client.ts';
import type {
  DnsRequest,
  DnsResult,
  ExecRequest,
  ExecResult,
  FileStatus,
  Host,
  HttpRequest,
  HttpResult,
  InterfaceAddress,
  IoFailure,
  ReadOptions,
} from '../../src/host/host.ts';
import { FakeTree, type FakeFile } from './fake-tree.ts';

/** What a program answers; what is left out is: exits with 0, says nothing. */
export type FakeAnswer = Partial<Omit<ExecResult, 'argv'>>;
export type FakeProgram = FakeAnswer | ((request: ExecRequest) => FakeAnswer | Promise<FakeAnswer>);

export interface FakeHostOptions {
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly hostName?: string;
  readonly release?: string;
  readonly machine?: string;
  readonly cpus?: number;
  readonly addresses?: readonly string[];
  /** Port → the errno that listening on it gives. */
  readonly taken?: Readonly<Record<number, string>>;
  readonly interfaces?: readonly InterfaceAddress[];
  /** Unix sockets: the runtime that listens there, or the errno of a connection. Others: ENOENT. */
  readonly sockets?: Readonly<Record<string, RuntimeClient | string>>;
  /** What DNS servers answer; without it every question is refused. */
  readonly dns?: (request: DnsRequest) => DnsResult;
  /** What servers answer; without it every connection is refused. */
  readonly http?: (request: HttpRequest) => HttpResult;
  /** Path → content, or content with mode and owner, or `{ error: 'EACCES' }`. Parents are made. */
  readonly files?: Readonly<Record<string, string | Uint8Array | FakeFile>>;
  /** Path of a symbolic link → its target. */
  readonly links?: Readonly<Record<string, string>>;
  /** Directories beyond those that files and links need; `{ error }` makes one unreadable. */
  readonly dirs?: readonly string[] | Readonly<Record<string, Pick<FakeFile, 'error' | 'mode' | 'uid'>>>;
  /** Absolute path (argv[0]) → what it answers. A program without an entry here is not started: ENOENT. */
  readonly exec?: Readonly<Record<string, FakeProgram>>;
}

export interface FakeHost extends Host {
  /** What was asked to run, in order. */
  readonly calls: readonly ExecRequest[];
}

/** A host in memory for tests of rooms above `host`: real answers for files, recorded ones for programs. */
export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const tree = new FakeTree(options);
  const calls: ExecRequest[] = [];
  const read = (path: string, { maxBytes = 1024 * 1024, tail }: ReadOptions = {}) => {
    const node = tree.find(path, true);
    if ('code' in node) return node;
    if (node.kind !== 'file') return failure(node.kind === 'directory' ? 'EISDIR' : 'ENOTSUP');
    if (node.error !== undefined) return failure(node.error);
    const truncated = node.bytes.length > maxBytes;
    const bytes =
      tail === true && truncated ? node.bytes.subarray(-maxBytes) : node.bytes.subarray(0, maxBytes);
    return { ok: true as const, bytes, truncated };
  };
  const status = (path: string, follow: boolean) => {
    const node = tree.find(path, follow);
    if ('code' in node) return node;
    const { kind, mode, uid, gid, identity, bytes } = node;
    return { ok: true as const, kind, mode, uid, gid, identity, size: bytes.length } satisfies FileStatus & {
      ok: true;
    };
  };
  return {
    uid: options.uid ?? 0,
    env: options.env ?? { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    hostName: options.hostName ?? 'node-1',
    release: options.release ?? '6.1.0-44-amd64',
    machine: options.machine ?? 'x86_64',
    cpus: options.cpus ?? 4,
    calls,
    addresses: () => Promise.resolve(options.addresses ?? ['192.0.2.10']),
    interfaces: () => options.interfaces ?? [],
    listen: (port) => {
      const code = options.taken?.[port];
      return Promise.resolve(code === undefined ? { ok: true as const } : failure(code));
    },
    queryDns: (request) => Promise.resolve(options.dns?.(request) ?? failure('ECONNREFUSED')),
    httpGet: (request) =>
      Promise.resolve(
        options.http?.(request) ?? {
          ok: false,
          stage: 'connect',
          code: 'ECONNREFUSED',
          detail: 'connection refused',
        },
      ),
    dialUnix: (path) => {
      const found = options.sockets?.[path] ?? 'ENOENT';
      return Promise.resolve(typeof found === 'string' ? failure(found) : { ok: true });
    },
    runtimeAt: (path) => {
      const found = options.sockets?.[path];
      if (found === undefined || typeof found === 'string') throw new Error(`no runtime at ${path}`);
      return Promise.resolve(found);
    },
    now: () => performance.now(),
    clock: () => Date.now(),
    readBytes: (path, how) => Promise.resolve(read(path, how)),
    readText: (path, how) => {
      const found = read(path, how);
      if (!found.ok) return Promise.resolve(found);
      return Promise.resolve({
        ok: true,
        text: new TextDecoder().decode(found.bytes),
        truncated: found.truncated,
      });
    },
    readDir: (path) => Promise.resolve(tree.list(path)),
    readLink: (path) => Promise.resolve(tree.linkAt(path)),
    realPath: (path) => Promise.resolve(tree.resolve(path)),
    status: (path) => Promise.resolve(status(path, true)),
    linkStatus: (path) => Promise.resolve(status(path, false)),
    mayRun: (path) => {
      const node = tree.find(path, true);
      if ('code' in node) return Promise.resolve(node);
      return Promise.resolve((node.mode & 0o111) === 0 ? failure('EACCES') : { ok: true });
    },
    exec: (request) => {
      calls.push(request);
      return answer(request, options.exec?.[request.argv[0]]);
    },
    stop: () => undefined,
  };
}

async function answer(request: ExecRequest, program: FakeProgram | undefined): Promise<ExecResult> {
  const common = { argv: request.argv, stdout: '', stderr: '', truncated: false, ms: 1 };
  if (program === undefined) return { ...common, outcome: 'not-started', errno: 'ENOENT' };
  const given = typeof program === 'function' ? await program(request) : program;
  if (given.outcome !== undefined) return { ...common, outcome: given.outcome, ...given };
  return { ...common, outcome: 'exited', exitCode: 0, ...given };
}

function failure(code: string): IoFailure {
  return { ok: false, code };
}
