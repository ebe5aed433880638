import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { realIt } from '../real.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));

const seccomp = fileURLToPath(new URL('under-seccomp.py', import.meta.url));

/** Shell before `exec`, in a mount namespace of its own. */
const circumstances: Readonly<Record<string, string>> = {
  // With fewer, Node itself cannot start.
  'thirty-two descriptors': 'ulimit -n 32',
  'two hundred descriptors': 'ulimit -n 200',
  'no /proc': 'mount -t tmpfs none /proc',
  'no /sys': 'mount -t tmpfs none /sys',
  'no /run': 'mount -t tmpfs none /run',
  'a file system that is read-only': 'mount -o remount,bind,ro /',
  'no capability': 'set -- setpriv --bounding-set -all --inh-caps -all "$@"',
  'an ordinary user': 'set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$@"',
  'no new privileges': 'set -- setpriv --no-new-privs "$@"',
  'no environment': 'set -- env -i "$@"',
  'neither /proc nor /sys': 'mount -t tmpfs none /proc; mount -t tmpfs none /sys',
  'a user namespace that maps nobody': 'set -- unshare --user "$@"',
  'a user namespace whose root it is': 'set -- unshare --user --map-root-user "$@"',
  'everything read-only, and no temporary directory':
    'mount -o remount,bind,ro /; mount -t tmpfs -o ro none /tmp; mount -t tmpfs -o ro none /run',
  'a seccomp filter that forbids namespaces and mounts': `set -- /usr/bin/python3 ${seccomp} EPERM "$@"`,
  'a seccomp filter that knows no namespaces and mounts': `set -- /usr/bin/python3 ${seccomp} ENOSYS "$@"`,
};

interface Report {
  readonly exitCode: number;
  readonly findings: readonly { readonly check: string; readonly code: string; readonly verdict: string }[];
}

function judge(before: string): {
  readonly report: Report;
  readonly status: number | null;
  readonly stderr: string;
} {
  const script = `mount --make-rprivate /; ${before}; exec "$@"`;
  const done = spawnSync(
    'unshare',
    ['--mount', 'sh', '-c', script, 'sh', executable, 'init', '--proxy-mode', 'iptables', '-o', 'json'],
    { encoding: 'utf8', timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
  );
  return { report: JSON.parse(done.stdout), status: done.status, stderr: done.stderr };
}

/** The worst verdict of each check. */
function worstOf({ findings }: Report): ReadonlyMap<string, string> {
  const gravity = ['pass', 'info', 'warn', 'unknown', 'fail'];
  const sorted = findings.toSorted((a, b) => gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict));
  return new Map(sorted.map(({ check, verdict }) => [check, verdict]));
}

describe('the executable, run with', () => {
  const needs = ['root', 'unshare', 'setpriv', 'mount', '/usr/bin/python3'] as const;
  for (const [what, before] of Object.entries(circumstances)) {
    realIt(
      `${what}: ends with a report, and passes nothing that else fails`,
      needs,
      () => {
        const sound = worstOf(judge('true').report);
        const { report, status, stderr } = judge(before);
        expect({ status, stderr }).toEqual({ status: report.exitCode, stderr: '' });
        expect(report.findings.filter(({ code }) => code === 'check.crashed')).toEqual([]);
        const wrongPasses = [...worstOf(report)].filter(
          ([check, verdict]) => verdict === 'pass' && ['fail', 'warn'].includes(sound.get(check) ?? ''),
        );
        // What cannot be tried is unknown, and no lack of the kernel.
        const wrongFails = [...worstOf(report)].filter(
          ([check, verdict]) =>
            verdict === 'fail' && check.startsWith('ProxyKernel') && sound.get(check) !== 'fail',
        );
        expect({ wrongPasses, wrongFails }).toEqual({ wrongPasses: [], wrongFails: [] });
      },
      120_000,
    );
  }
});
