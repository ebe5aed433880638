import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect } from 'vitest';
import { realIt } from '../../../test/real.ts';
import { effectiveOf } from './effective.ts';
import { parseSysctlFile } from './parse.ts';

/**
 * The judges are systemd-sysctl and sysctl(8) themselves, in a network namespace whose sysctls are its own. All
 * that they read lies under empty directories, so that nothing of this machine's files is applied.
 */
const systemdSysctl = '/lib/systemd/systemd-sysctl';
const procps = '/usr/sbin/sysctl';
const watched = ['net/ipv4/ip_forward', 'net/ipv6/conf/all/forwarding', 'net/ipv6/conf/default/forwarding'];
const start = ['0', '0', '0'];

type Files = Readonly<Record<string, readonly string[]>>;

const script = `set -e
program=$1; shift
for d in /etc/sysctl.d /run/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d; do
  [ ! -d $d ] || mount -t tmpfs none $d
done
[ ! -e /etc/sysctl.conf ] || mount --bind /dev/null /etc/sysctl.conf
for k in ${watched.join(' ')}; do echo 0 > /proc/sys/$k; done
while [ $# -gt 0 ]; do printf '%s\\n' "$2" > "$1"; shift 2; done
$program >/dev/null 2>&1 || true
for k in ${watched.join(' ')}; do cat /proc/sys/$k; done`;

function applied(program: string, files: Files): readonly string[] {
  const words = Object.entries(files).flatMap(([path, lines]) => [path, lines.join('\n')]);
  const argv = ['-m', '-n', '--propagation', 'private', 'sh', '-c', script, 'sh', program, ...words];
  return execFileSync('/usr/bin/unshare', argv, { encoding: 'utf8' }).trim().split('\n');
}

function predicted(files: Files, bySystemd: boolean): readonly string[] {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const atBoot = effectiveOf(
    sorted.map(([path, lines]) => ({ path, lines: parseSysctlFile(lines.join('\n')) })),
    bySystemd,
  );
  return watched.map((key, index) => atBoot[key]?.at(-1)?.value ?? start[index] ?? '');
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const line = fc
  .tuple(
    fc.constantFrom(
      'net.ipv4.ip_forward',
      'net/ipv4/ip_forward',
      'net.ipv4.conf.all.forwarding',
      '-net.ipv6.conf.all.forwarding',
      'net/ipv6/conf/default/forwarding',
      'net.ipv6.conf.*.forwarding',
      'net.ipv6.conf.[ad]*.forwarding',
    ),
    fc.constantFrom('=0', ' = 1', '=1', ''),
  )
  .map(([key, value]) => `${key}${value}`);

function agrees(program: string, bySystemd: boolean): void {
  const lines = fc.array(line, { maxLength: 4 });
  const property = fc.property(lines, lines, lines, (first, second, third) => {
    const files = {
      '/etc/sysctl.d/30-a.conf': first,
      '/usr/lib/sysctl.d/50-b.conf': second,
      '/etc/sysctl.d/70-c.conf': third,
    };
    expect(predicted(files, bySystemd)).toEqual(applied(program, files));
  });
  fc.assert(property, { numRuns: 60 });
}

realIt('effectiveOf says what systemd-sysctl does', ['root', 'unshare', systemdSysctl], () => {
  agrees(systemdSysctl, true);
});

realIt('effectiveOf says what sysctl --system does', ['root', 'unshare', procps], () => {
  agrees(`${procps} --system`, false);
});
