import { createHash } from 'node:crypto';
import type { CallAnswer, RuntimeClient } from '../../src/host/cri/runtime-client.ts';
import type { BytesResult, ExecResult, Host, IoFailure, StatusResult } from '../../src/host/host.ts';
import { sampleFiles } from './sample-files.ts';
import { sampleOutputs } from './sample-outputs.ts';

/** What a host of nonsense is made of. One of the same answers the same questions in the same way. */
export interface Chaos {
  readonly seed: number;
  /** Texts that files and programs give in place of their own. */
  readonly texts: readonly string[];
  /** In thousandths: how often a call fails, or a text is not that of the file. */
  readonly wild: number;
}

const errnos = ['ENOENT', 'EACCES', 'EIO', 'ELOOP', 'EMFILE', 'ETIMEDOUT', 'ENOTDIR', 'EISDIR', 'EUNSAFE'];
const kinds = ['file', 'directory', 'link', 'socket', 'other'] as const;
const names = [
  'nft',
  'iptables',
  'xtables-nft-multi',
  '1',
  '812',
  'fd',
  'x.conf',
  '10-x.conflist',
  '..',
  'a\nb',
  '',
];

/** A machine whose every answer may be wrong: nothing above it may throw, or wait for ever. */
export function chaosHost({ seed, texts, wild }: Chaos): Host {
  const roll = (below: number, ...about: readonly unknown[]): number =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...about]))
      .digest()
      .readUInt32LE(0) % below;
  const isWild = (...about: readonly unknown[]): boolean => roll(1000, 'wild', ...about) < wild;
  const oneOf = <T>(list: readonly T[], fallback: T, ...about: readonly unknown[]): T =>
    list[roll(Math.max(1, list.length), ...about)] ?? fallback;
  const failure = (...about: readonly unknown[]): IoFailure => ({
    ok: false,
    code: oneOf(errnos, 'EIO', 'errno', ...about),
  });
  const pool = [...texts, ...Object.values(sampleFiles)];
  const textOf = (path: string): string =>
    isWild('text', path) ? oneOf(pool, '', 'which', path) : (sampleFiles[path] ?? oneOf(texts, '', path));
  const isThere = (path: string): boolean =>
    !isWild('there', path) && (path in sampleFiles || roll(3, path) === 0);
  const readBytes: Host['readBytes'] = (path): Promise<BytesResult> => {
    if (!isThere(path)) return Promise.resolve(failure(path));
    return Promise.resolve({ ok: true, bytes: Buffer.from(textOf(path)), truncated: isWild('cut', path) });
  };
  const status = (path: string): Promise<StatusResult> => {
    if (!isThere(path) && !isWild('status', path)) return Promise.resolve(failure(path));
    const numbers = { uid: roll(3, 'uid', path), gid: 0, size: roll(2 ** 31, 'size', path) };
    const mode = oneOf([0o755, 0o644, 0, 0o4777], 0, 'mode', path);
    return Promise.resolve({
      ok: true,
      kind: oneOf(kinds, 'file', 'kind', path),
      mode,
      identity: path,
      ...numbers,
    });
  };
  const link: Host['readLink'] = (path) =>
    Promise.resolve(
      isThere(path)
        ? { ok: true, target: oneOf([path, '/x', '', '../..', ...texts], '', 'to', path) }
        : failure(path),
    );
  const answer = <T>(value: T, ...about: readonly unknown[]): Promise<CallAnswer<T>> =>
    Promise.resolve(
      isWild('cri', ...about)
        ? { ok: false, fault: 'status', detail: oneOf(texts, '', ...about) }
        : { ok: true, value },
    );
  const word = oneOf(texts, 'x', 'word');
  const runtime: RuntimeClient = {
    version: () => answer({ name: word, version: word, api: word }, 'version'),
    versionV1alpha2: () => answer({ name: word, version: word, api: word }, 'v1alpha2'),
    status: () =>
      answer(
        {
          conditions: [{ type: word, status: false, reason: word, message: word }],
          info: { config: oneOf(pool, '', 'info') },
        },
        'status',
      ),
    cgroupDriver: () => answer(undefined, 'driver'),
    hasImage: (image) => answer(isWild(image), image),
    pullImage: (image) => answer(word, 'pull', image),
    close: () => undefined,
  };
  const exec: Host['exec'] = ({ argv, onStart }): Promise<ExecResult> => {
    onStart?.();
    const outcome = isWild('outcome', argv)
      ? oneOf(['exited', 'signalled', 'timed-out', 'not-started'] as const, 'exited', argv)
      : 'exited';
    const outputs = argv.flatMap((one) => sampleOutputs[one.split('/').at(-1) ?? ''] ?? []);
    const said = isWild('said', argv)
      ? oneOf(pool, '', 'out', argv)
      : oneOf([...outputs, ...texts], '', argv);
    return Promise.resolve({
      argv,
      outcome,
      ...(outcome === 'exited'
        ? { exitCode: roll(4, 'exit', argv) === 0 ? roll(256, 'code', argv) : 0 }
        : {}),
      ...(outcome === 'signalled' ? { signal: 'SIGSEGV' } : {}),
      ...(outcome === 'not-started' ? { errno: oneOf(errnos, 'EIO', argv) } : {}),
      stdout: said,
      stderr: isWild('stderr', argv) ? oneOf(pool, '', 'err', argv) : '',
      truncated: isWild('truncated', argv),
      ms: roll(5000, 'ms', argv),
    });
  };
  return {
    uid: roll(2, 'root') * 1000,
    env: { PATH: isWild('PATH') ? word : '/usr/sbin:/usr/bin', HTTP_PROXY: word, NO_PROXY: word },
    hostName: isWild('name') ? word : 'node-1',
    release: isWild('release') ? word : '6.1.0-44-amd64',
    machine: isWild('machine') ? word : 'x86_64',
    cpus: roll(5, 'cpus'),
    addresses: () => Promise.resolve(['192.0.2.10', word]),
    interfaces: () => [
      {
        name: word,
        address: isWild('address') ? word : '192.0.2.10',
        prefix: roll(200, 'prefix'),
        internal: false,
      },
    ],
    queryDns: ({ name, type }) =>
      Promise.resolve(
        isWild('dns', name)
          ? failure('dns', name)
          : { ok: true, addresses: [type === 'A' ? '192.0.2.10' : word] },
      ),
    httpGet: ({ url }) =>
      Promise.resolve(
        isWild('http', url)
          ? { ok: false, stage: 'tls', code: oneOf(errnos, 'EIO', url), detail: word }
          : { ok: true, status: roll(600, 'http', url), body: oneOf(pool, '', 'body', url) },
      ),
    dialUnix: (path) => Promise.resolve(isThere(path) ? { ok: true } : failure(path)),
    runtimeAt: () => Promise.resolve(runtime),
    now: () => performance.now(),
    clock: () => oneOf([0, 1_795_000_000_000, -1, 8.64e15], 0, 'clock'),
    readBytes,
    readText: (path) =>
      Promise.resolve(
        isThere(path) ? { ok: true, text: textOf(path), truncated: isWild('cut', path) } : failure(path),
      ),
    readDir: (path) =>
      Promise.resolve(
        isWild('dir', path)
          ? failure('dir', path)
          : {
              ok: true,
              names: names.filter((name) => roll(2, path, name) === 0),
              truncated: isWild('dir-cut', path),
            },
      ),
    readLink: link,
    realPath: link,
    status,
    linkStatus: status,
    mayRun: (path) => Promise.resolve(isThere(path) ? { ok: true } : failure(path)),
    listen: (port) => Promise.resolve(isWild('listen', port) ? failure('listen', port) : { ok: true }),
    exec,
    stop: () => undefined,
  };
}
