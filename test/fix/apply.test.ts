import { describe, expect } from 'vitest';
import type { FixOutcome, FixPlan } from '../../src/findings/fix.ts';
import { realIt } from '../real.ts';
import { runBroken } from './throwaway-root.ts';

const needs = ['root', 'unshare'] as const;
const ipv4 = 'FileContent--proc-sys-net-ipv4-ip_forward';
const broken = [
  'rm -f /etc/sysctl.d/*.conf /etc/sysctl.conf /usr/lib/sysctl.d/*.conf',
  'echo 0 > /proc/sys/net/ipv4/ip_forward',
  "echo '1024 60999' > /proc/sys/net/ipv4/ip_local_port_range",
];
const fix = `kube-preflight fix --only=${ipv4},NodePortRange`;

describe('kube-preflight fix', () => {
  realIt('prints the steps as data, and ends with 1', needs, () => {
    const ran = runBroken(broken, `${fix} -o json`);
    const plan: FixPlan = JSON.parse(ran.stdout);
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'sysctl net.ipv4.ip_forward',
      'sysctl net.ipv4.ip_local_port_range',
    ]);
    expect(ran.status).toBe(1);
  });

  realIt('has nothing to fix where all is well', needs, () => {
    const ran = runBroken(['echo 1 > /proc/sys/net/ipv4/ip_forward'], 'kube-preflight fix --only=NumCPU');
    expect(ran.stderr).toContain('nothing to fix');
    expect(ran.status).toBe(0);
  });

  realIt('does not take a misspelt name for a check that passes', needs, () => {
    const ran = runBroken([], 'kube-preflight fix --only=NodePortRang');
    expect(ran.stderr).toContain('no check has the name "NodePortRang"; did you mean NodePortRange?');
    expect(ran.status).toBe(2);
  });
});

describe('kube-preflight fix --apply', () => {
  realIt('runs each step, judges again, and writes what it did', needs, () => {
    const line = `${fix} --apply --yes --log /opt/fix.log; echo "exit $?"; echo ---; cat /opt/fix.log; ${fix} --apply --yes; echo "exit $?"`;
    const [told = '', logged = ''] = runBroken(broken, line).stdout.split('---\n');
    expect(told).toContain('1 of 2: set net.ipv4.ip_forward to 1, now and at boot');
    expect(told).toContain('  | + echo 1 >/proc/sys/net/ipv4/ip_forward');
    expect(told).toContain(`  re-check ${ipv4}: pass: IPv4 packets are forwarded`);
    expect(told).toContain('2 of 2 steps changed this host\nnothing is left\nexit 0\n');
    expect(logged).toContain('re-check NodePortRange: pass');
    expect(logged).toContain('\nnothing to fix\nexit 0\n');
  });

  realIt('ends at the first surprise, and leaves the rest alone', needs, () => {
    const readOnly = [
      'cat /proc/sys/net/ipv4/ip_forward > /opt/zero',
      'mount --bind /opt/zero /proc/sys/net/ipv4/ip_forward',
      'mount -o remount,ro,bind /proc/sys/net/ipv4/ip_forward',
    ];
    const ran = runBroken([...broken, ...readOnly], `${fix} --apply --yes -o json`);
    const outcome: FixOutcome = JSON.parse(ran.stdout);
    expect(outcome.steps.map((step) => step.outcome)).toEqual(['failed', 'not-run']);
    expect(outcome.stopped).toMatch(/^set net\.ipv4\.ip_forward to 1, now and at boot: it ended with [12]$/u);
    expect(outcome.left.map(({ check }) => check)).toEqual(['NodePortRange', ipv4]);
    expect(ran.status).toBe(1);
  });

  realIt('asks before each step on a terminal', [...needs, 'script'], () => {
    const line = `printf 'what?\\ns\\ny\\n' | script -qec "${fix} --apply" /dev/null; cat /proc/sys/net/ipv4/ip_forward`;
    const { stdout } = runBroken(broken, line);
    expect(stdout).toContain('run this? [y]es, [s]kip, [q]uit: ');
    expect(stdout.replaceAll('\r', '')).toMatch(/uit: {3}skipped\n2 of 2: /u);
    expect(stdout.replaceAll('\r', '')).toContain(
      '1 of 2 steps changed this host\nleft:\n  fail FileContent',
    );
    expect(stdout.trim().split('\n').at(-1)).toBe('0');
  });

  realIt('changes nothing with --dry-run', needs, () => {
    const ran = runBroken(broken, `${fix} --apply --dry-run; cat /proc/sys/net/ipv4/ip_forward`);
    expect(ran.stdout).toMatch(/^#!\/bin\/sh\n/u);
    expect(ran.stdout.trim().split('\n').at(-1)).toBe('0');
  });

  realIt('wants root, and a terminal or --yes', [...needs, 'setpriv'], () => {
    const line = `setpriv --reuid=65534 --clear-groups ${fix} --apply --yes; echo "exit $?"; ${fix} --apply; echo "exit $?"; cat /proc/sys/net/ipv4/ip_forward`;
    const ran = runBroken(broken, line);
    expect(ran.stderr).toContain('error: --apply changes this host, and wants root');
    expect(ran.stderr).toContain('there is no terminal to ask on; --yes runs them all');
    expect(ran.stdout).toBe('exit 1\nexit 2\n0\n');
  });

  realIt('does not begin where the log cannot be written', needs, () => {
    const ran = runBroken(
      broken,
      `${fix} --apply --yes --log /none/fix.log; cat /proc/sys/net/ipv4/ip_forward`,
    );
    expect(ran.stderr).toContain('error: --log cannot be written: /none/fix.log: ENOENT');
    expect(ran.stdout).toBe('0\n');
  });
});
