import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { realIt } from '../../../test/real.ts';
import type { NetworkFacts } from './facts.ts';

const runner = fileURLToPath(new URL('../../../test/runners/probe-network.ts', import.meta.url));

/** The facts of a network of its own, after these commands. */
function lookAt(commands: readonly string[]): NetworkFacts {
  const script = ['set -e', ...commands, 'exec "$@"'].join('\n');
  const argv = ['-n', 'sh', '-c', script, 'sh', process.execPath, runner, 'network'];
  const ran = spawnSync('/usr/bin/unshare', argv, { encoding: 'utf8', timeout: 15_000 });
  if (ran.status !== 0) throw new Error(`the runner ended with ${ran.status}: ${ran.stderr}`);
  const fact: { readonly value: NetworkFacts } = JSON.parse(ran.stdout);
  return fact.value;
}

describe('networkProbe, on real routes', () => {
  realIt('sees addresses and routes of both families', ['root', 'unshare', 'ip'], () => {
    const facts = lookAt([
      'ip link set lo up',
      'ip link add eth7 type veth peer name peer7',
      'ip link set eth7 up && ip link set peer7 up',
      'ip addr add 10.31.0.2/24 dev eth7',
      'ip addr add fd31::2/64 dev eth7 nodad',
      'ip route add default via 10.31.0.1',
      'ip route add 10.244.7.0/24 via 10.31.0.254',
      'ip route add blackhole 10.245.0.0/16',
      'ip -6 route add fd31:244::/56 via fd31::9',
    ]);
    expect(facts.addresses).toContainEqual({
      name: 'eth7',
      address: '10.31.0.2',
      prefix: 24,
      internal: false,
    });
    expect(facts.addresses).toContainEqual({ name: 'eth7', address: 'fd31::2', prefix: 64, internal: false });
    expect(facts.routes).toEqual([
      { destination: '10.31.0.0/24', device: 'eth7', gateway: '' },
      { destination: '10.244.7.0/24', device: 'eth7', gateway: '10.31.0.254' },
      { destination: 'fd31::/64', device: 'eth7', gateway: '' },
      { destination: 'fd31:244::/56', device: 'eth7', gateway: 'fd31::9' },
    ]);
    expect(facts).toMatchObject({ truncated: false, unread: [] });
  });

  realIt('sees nothing where there is nothing', ['root', 'unshare'], () => {
    expect(lookAt([])).toEqual({ addresses: [], routes: [], truncated: false, unread: [] });
  });
});
