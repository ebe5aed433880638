import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HintChange, HintReport } from '../../src/findings/hint-report.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const needs = ['root', 'unshare', 'mount', 'nft', 'iptables-nft', 'iptables-legacy'] as const;

/** In namespaces of its own: no rule, no lock file and no CNI of the host. */
function inNamespace(...lines: readonly string[]) {
  const script = ['set -eu', 'mount --make-rprivate /', 'mount -t tmpfs tmpfs /run', ...lines].join('\n');
  const done = spawnSync('unshare', ['--net', '--mount', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HINT: `${executable} hint` },
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

describe('kube-preflight hint', () => {
  it('wants to know what to do', () => {
    const done = spawnSync(executable, ['hint', 'create'], { encoding: 'utf8' });
    expect(done.stderr).toContain('error: hint knows show, ensure, delete, not "create"');
    expect(done.status).toBe(2);
  });

  it('says in its help which commands change the host', () => {
    const done = spawnSync(executable, ['hint', '--help'], { encoding: 'utf8' });
    expect(done.stdout.replaceAll(/\s+/gu, ' ')).toContain(
      'ensure and delete change the host, and with --dry-run they do not; of all other commands only fix --apply',
    );
  });

  realIt('shows, ensures, shows and deletes', needs, () => {
    const ran = inNamespace(
      '$HINT show -o json',
      'echo ---; $HINT ensure -o json',
      'echo ---; $HINT show -o json',
      'echo ---; $HINT delete -o json',
      'echo ---; nft list ruleset; cat /proc/net/ip_tables_names',
    );
    expect(ran.stderr).toBe('');
    const [empty = '', ensured = '', full = '', deleted = '', rest = ''] = ran.stdout.split('---\n');
    const before: HintReport = JSON.parse(empty);
    const made: HintChange = JSON.parse(ensured);
    const after: HintReport = JSON.parse(full);
    const gone: HintChange = JSON.parse(deleted);
    expect(before.marks).toEqual([]);
    expect(made.outcomes.map(({ code }) => code)).toEqual(['made', 'made']);
    expect(after.marks).toHaveLength(2);
    expect(gone.outcomes.map(({ code }) => code)).toEqual(['deleted', 'deleted']);
    expect(rest).not.toContain('KUBE-IPTABLES-HINT');
    expect(ran.status).toBe(0);
  });

  realIt('changes nothing with --dry-run', needs, () => {
    const ran = inNamespace('$HINT ensure --dry-run', 'echo ---; nft list ruleset');
    expect(ran.stdout.split('---\n')).toEqual([expect.stringContaining('would choose'), '']);
  });

  realIt("logs in klog's format, beside JSON on standard error", needs, () => {
    const ran = inNamespace('$HINT ensure -o json --log-format=klog');
    expect(JSON.parse(ran.stdout)).toMatchObject({ exitCode: 0 });
    expect(ran.stderr).toMatch(/^I\d{4} [\d:.]+ +\d+ hint\.ts:1\] "made KUBE-IPTABLES-HINT/u);
    expect(ran.stderr.trim().split('\n')).toHaveLength(2);
  });

  realIt('ends with 1 for a contradiction, and names it', needs, () => {
    const ran = inNamespace(
      'iptables-nft -t mangle -N KUBE-IPTABLES-HINT',
      'iptables-legacy -A INPUT -j ACCEPT',
      '$HINT show || echo "exit $?"',
    );
    expect(ran.stdout.replaceAll(/\s+/gu, ' ')).toContain('most rules in legacy (1 against 0)');
    expect(ran.stdout).toContain('exit 1');
  });
});
