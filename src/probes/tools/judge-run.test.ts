import { describe, expect, it } from 'vitest';
import type { ExecResult } from '../../host/host.ts';
import { judgeRun, type RunQuestion } from './judge-run.ts';

const root: RunQuestion = { source: 'nft', uid: 0, isScript: false, versionRequired: true };
const user: RunQuestion = { ...root, uid: 1000 };

function result(given: Partial<ExecResult>): ExecResult {
  const common = { argv: ['/usr/sbin/nft', '-V'], stdout: '', stderr: '', truncated: false, ms: 2000.4 };
  return { ...common, outcome: 'exited', ...given };
}

describe('judgeRun', () => {
  it.each<[string, Partial<ExecResult>, RunQuestion, object]>([
    ['sound', { exitCode: 0, stdout: 'nftables v1.0.6 (x)\n' }, root, { state: 'sound', version: '1.0.6' }],
    [
      'glibc: library gone',
      {
        exitCode: 127,
        stderr:
          '/usr/sbin/nft: error while loading shared libraries: libnftables.so.1: cannot open shared object file: No such file or directory\n',
      },
      root,
      {
        state: 'faulty',
        fault: 'missing-library',
        detail:
          'error while loading shared libraries: libnftables.so.1: cannot open shared object file: No such file or directory',
      },
    ],
    [
      'glibc: symbol gone',
      {
        exitCode: 127,
        stderr: '/usr/sbin/nft: symbol lookup error: /usr/sbin/nft: undefined symbol: nft_ctx_new\n',
      },
      root,
      {
        state: 'faulty',
        fault: 'missing-library',
        detail: 'symbol lookup error: /usr/sbin/nft: undefined symbol: nft_ctx_new',
      },
    ],
    [
      'glibc: too old',
      {
        exitCode: 1,
        stderr: "nft: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by nft)\n",
      },
      root,
      {
        state: 'faulty',
        fault: 'missing-library',
        detail: "version `GLIBC_2.38' not found (required by nft)",
      },
    ],
    [
      'musl: library gone',
      {
        exitCode: 127,
        stderr:
          'Error loading shared library libmnl.so.0: No such file or directory (needed by /usr/sbin/nft)\n',
      },
      root,
      {
        state: 'faulty',
        fault: 'missing-library',
        detail:
          'Error loading shared library libmnl.so.0: No such file or directory (needed by /usr/sbin/nft)',
      },
    ],
    [
      'the interpreter of a script finds none',
      { exitCode: 127, stderr: "/usr/bin/env: 'python9': No such file or directory\n" },
      { ...root, isScript: true },
      {
        state: 'faulty',
        fault: 'bad-interpreter',
        detail: "/usr/bin/env: 'python9': No such file or directory",
      },
    ],
    [
      'a kernel without netfilter is no fault of nft',
      { exitCode: 3, stderr: 'nft: Unable to initialize Netlink socket: Protocol not supported\n' },
      root,
      {
        state: 'unknown',
        fault: 'failed',
        detail: 'nft: Unable to initialize Netlink socket: Protocol not supported',
        kernelSilent: true,
      },
    ],
    [
      'a kernel without nf_tables is no fault of iptables',
      { exitCode: 1, stderr: 'iptables/1.8.9 Failed to initialize nft: Protocol not supported\n' },
      { ...root, source: 'iptables' },
      {
        state: 'sound',
        detail: 'iptables/1.8.9 Failed to initialize nft: Protocol not supported',
        version: '1.8.9',
        variant: 'nf_tables',
      },
    ],
    [
      'refused to a user',
      { exitCode: 1, stderr: 'ipset v7.17: Kernel error received: Operation not permitted\n' },
      { ...user, source: 'ipset' },
      {
        state: 'unknown',
        fault: 'no-privilege',
        detail: 'ipset v7.17: Kernel error received: Operation not permitted',
        version: '7.17',
      },
    ],
    [
      'refused to root',
      { exitCode: 4, stderr: 'iptables v1.8.9 (nf_tables): Permission denied (you must be root)\n' },
      { ...root, source: 'iptables' },
      {
        state: 'faulty',
        fault: 'no-privilege',
        detail: 'iptables v1.8.9 (nf_tables): Permission denied (you must be root)',
      },
    ],
    [
      'fails without a word',
      { exitCode: 1 },
      root,
      { state: 'faulty', fault: 'failed', detail: 'exit status 1' },
    ],
    [
      'fails after its version',
      { exitCode: 1, stdout: 'nftables v1.0.6 (x)\n', stderr: 'broken\n' },
      root,
      { state: 'faulty', fault: 'failed', detail: 'exit status 1: broken' },
    ],
    [
      'says nothing',
      { exitCode: 0 },
      root,
      { state: 'faulty', fault: 'version-unreadable', detail: 'asked for its version it said: nothing' },
    ],
    [
      'says something else',
      { exitCode: 0, stdout: 'hello\n' },
      root,
      { state: 'faulty', fault: 'version-unreadable', detail: 'asked for its version it said: hello' },
    ],
    [
      'an old companion says nothing',
      { exitCode: 0 },
      { ...root, source: 'iptables', versionRequired: false },
      { state: 'sound' },
    ],
    [
      'crash',
      { outcome: 'signalled', signal: 'SIGSEGV' },
      root,
      { state: 'faulty', fault: 'crashed', detail: 'killed by SIGSEGV' },
    ],
    [
      'hang',
      { outcome: 'timed-out' },
      root,
      { state: 'faulty', fault: 'timed-out', detail: 'no answer within 2000 ms' },
    ],
    [
      'stopped by the user',
      { outcome: 'timed-out', errno: 'ECANCELED' },
      root,
      { state: 'unknown', fault: 'failed', detail: 'the run was stopped before it answered' },
    ],
    [
      'unsafe',
      { outcome: 'not-started', errno: 'EUNSAFE' },
      root,
      {
        state: 'faulty',
        fault: 'unsafe-path',
        detail: 'others may change this file or a directory above it; not run as root',
      },
    ],
    [
      'no loader',
      { outcome: 'not-started', errno: 'ENOENT' },
      root,
      { state: 'faulty', fault: 'missing-library', detail: 'its loader does not exist' },
    ],
    [
      'no interpreter',
      { outcome: 'not-started', errno: 'ENOENT' },
      { ...root, isScript: true },
      { state: 'faulty', fault: 'bad-interpreter', detail: 'its interpreter does not exist' },
    ],
    [
      'no format',
      { outcome: 'not-started', errno: 'ENOEXEC' },
      root,
      { state: 'faulty', fault: 'not-a-program', detail: 'the kernel does not know this kind of program' },
    ],
    [
      'noexec for root',
      { outcome: 'not-started', errno: 'EACCES' },
      root,
      { state: 'faulty', fault: 'not-executable', detail: 'the kernel refuses to run it: EACCES' },
    ],
    [
      'not for this user',
      { outcome: 'not-started', errno: 'EACCES' },
      user,
      { state: 'unknown', fault: 'no-privilege', detail: 'uid 1000 may not run it: EACCES' },
    ],
    [
      'no more processes',
      { outcome: 'not-started', errno: 'EAGAIN' },
      root,
      { state: 'unknown', fault: 'failed', detail: 'it could not be started: EAGAIN' },
    ],
  ])('%s', (_, given, question, expected) => {
    expect(judgeRun(result(given), question)).toEqual(expected);
  });

  it('cuts long lines', () => {
    const { detail } = judgeRun(result({ exitCode: 1, stderr: `${'x'.repeat(5000)}\n` }), root);
    expect(detail?.length).toBeLessThan(250);
  });
});
