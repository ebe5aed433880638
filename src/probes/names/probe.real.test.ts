import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { realIt } from '../../../test/real.ts';
import type { NamesFacts } from './facts.ts';

const runner = fileURLToPath(new URL('../../../test/runners/probe-network.ts', import.meta.url));
const needs = ['root', 'unshare', 'ip', 'mount'] as const;

interface Ran {
  readonly value: NamesFacts;
  /** Of the probe; and of the whole process, which a look-up must not hold. */
  readonly ms: number;
  readonly wholeMs: number;
}

/** Looks `cp-1` up in a network of its own, with files of its own and the servers at 127.0.0.1, 127.0.0.2, … */
function lookUp(servers: readonly string[], files: Readonly<Record<string, string>> = {}): Ran {
  const nameservers = servers.map((_, at) => `nameserver 127.0.0.${at + 1}`).join('\n');
  const all = { '/etc/resolv.conf': nameservers, '/etc/hosts': '127.0.0.1 localhost', ...files };
  const binds = Object.entries(all).flatMap(([path, text], at) => [
    `printf '%s\\n' '${text}' > /mnt/names-${at}`,
    `mount --bind /mnt/names-${at} ${path}`,
  ]);
  const script = ['set -e', 'ip link set lo up', 'mount -t tmpfs none /mnt', ...binds, 'exec "$@"'].join(
    '\n',
  );
  const program = [process.execPath, runner, 'names', 'cp-1', ...servers];
  const argv = ['-n', '-m', '--propagation', 'private', 'sh', '-c', script, 'sh', ...program];
  const started = performance.now();
  const ran = spawnSync('/usr/bin/unshare', argv, { encoding: 'utf8', timeout: 15_000 });
  if (ran.status !== 0) throw new Error(`the runner ended with ${ran.status}: ${ran.stderr}`);
  return { ...JSON.parse(ran.stdout), wholeMs: performance.now() - started };
}

describe('namesProbe, on real resolvers', () => {
  realIt('finds what a server knows', needs, () => {
    expect(lookUp(['answer']).value).toMatchObject({
      outcome: 'found',
      source: 'dns',
      addresses: ['10.9.8.7'],
    });
  });

  realIt('believes a server that there is no such name', needs, () => {
    expect(lookUp(['nxdomain', 'answer']).value).toMatchObject({ outcome: 'absent' });
  });

  realIt('reads /etc/hosts before it asks anybody', needs, () => {
    const { value, ms } = lookUp(['silent'], { '/etc/hosts': '10.1.1.1 CP-1' });
    expect(value).toMatchObject({ source: 'hosts', addresses: ['10.1.1.1'], servers: [] });
    expect(ms).toBeLessThan(1000);
  });

  realIt('follows nsswitch.conf', needs, () => {
    const files = { '/etc/hosts': '10.1.1.1 cp-1', '/etc/nsswitch.conf': 'hosts: dns files' };
    expect(lookUp(['answer'], files).value).toMatchObject({ source: 'dns', addresses: ['10.9.8.7'] });
  });

  realIt('waits one deadline for three silent servers, and does not hold the process', needs, () => {
    const { value, ms, wholeMs } = lookUp(['silent', 'silent', 'silent'], {});
    expect(value.outcome).toBe('unanswered');
    expect(value.servers.map(({ state }) => state)).toEqual(['silent', 'silent', 'silent']);
    expect(ms).toBeLessThan(2000);
    expect(wholeMs).toBeLessThan(4000);
  });

  realIt('passes over a silent server and one that fails', needs, () => {
    const { value } = lookUp(['silent', 'servfail', 'answer']);
    expect(value.outcome).toBe('found');
    expect(value.servers.map(({ state }) => state)).toEqual(['silent', 'failed', 'answered']);
  });

  realIt('tells a server where nobody listens', needs, () => {
    const { value, ms } = lookUp([], { '/etc/resolv.conf': 'nameserver 127.0.0.9' });
    expect(value).toMatchObject({ outcome: 'unanswered', servers: [{ state: 'refused' }] });
    expect(ms).toBeLessThan(1000);
  });
});
