import { describe, expect } from 'vitest';
import { lookAtNode } from '../../../test/look-at-node.ts';
import { realIt } from '../../../test/real.ts';
import type { PortFact, PortQuestion } from './facts.ts';

const needs = ['root', 'unshare', 'ip', 'setpriv'];
const up = 'ip link set lo up';
const noIpv6 = 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6';
const tcp = (port: number, address = ''): PortQuestion => ({ port, protocol: 'tcp', address });
const short = ({ state, code, address }: PortFact): string => [state, code, address].join(' ').trim();
const states = (ports: readonly PortFact[]): readonly string[] => ports.map(short);

describe('portsProbe in a network namespace', () => {
  realIt('tries wildcards as Go does: both families, whichever of the two is named', needs, () => {
    const hold = ['tcp6only :: 6443'];
    const survey = { ports: [tcp(6443), tcp(6443, '0.0.0.0'), tcp(6443, '127.0.0.1')] };
    const { ports } = lookAtNode({ before: [up], hold, survey });
    expect(states(ports.ports)).toEqual([
      'in-use EADDRINUSE',
      'in-use EADDRINUSE 0.0.0.0',
      'free  127.0.0.1',
    ]);
    expect(ports.ports[0]?.holders).toMatchObject([{ address: '::', name: 'node' }]);
  });

  realIt('listens by IPv4 alone where IPv6 is off', needs, () => {
    const survey = { ports: [tcp(6443), tcp(10_250), tcp(2381, '::1')] };
    const { ports } = lookAtNode({ before: [up, noIpv6], hold: ['tcp 127.0.0.1 10250'], survey });
    expect(states(ports.ports)).toEqual(['free', 'in-use EADDRINUSE', 'no-address EADDRNOTAVAIL ::1']);
  });

  realIt('finds a listener at an IPv4-mapped address', needs, () => {
    const survey = { ports: [tcp(2379, '127.0.0.1'), tcp(2379, '::1')] };
    const { ports } = lookAtNode({ before: [up], hold: ['tcp ::ffff:127.0.0.1 2379'], survey });
    expect(states(ports.ports)).toEqual(['in-use EADDRINUSE 127.0.0.1', 'free  ::1']);
    expect(ports.ports[0]?.holders).toMatchObject([{ address: '127.0.0.1', name: 'node' }]);
  });

  realIt('sees UDP sockets, and listeners among the NodePorts', needs, () => {
    const hold = ['udp4 0.0.0.0 8472', 'tcp 0.0.0.0 30080', 'tcp 127.0.0.1 32767', 'tcp 0.0.0.0 32768'];
    const survey = { ports: [{ port: 8472, protocol: 'udp', address: '' } as const] };
    const { ports } = lookAtNode({ before: [up], hold, survey });
    expect(ports.ports).toMatchObject([{ state: 'in-use', by: 'table', holders: [{ name: 'node' }] }]);
    expect(ports.nodePorts).toMatchObject([
      { port: 30_080, holders: [{ address: '0.0.0.0', name: 'node' }] },
      { port: 32_767, holders: [{ address: '127.0.0.1', name: 'node' }] },
    ]);
  });

  realIt('as nobody: is refused a low port, and does not see who holds another', needs, () => {
    const survey = { ports: [tcp(443), tcp(444), tcp(6443)] };
    const hold = ['tcp 127.0.0.1 444', 'tcp 127.0.0.1 6443'];
    const { ports } = lookAtNode({ before: [up], hold, survey, asNobody: true });
    expect(states(ports.ports)).toEqual(['denied EACCES', 'in-use EACCES', 'in-use EADDRINUSE']);
    expect(ports.ports[2]?.holders).toEqual([{ address: '127.0.0.1', pid: 0, name: '' }]);
  });

  realIt('reads only, in a read-only run', needs, () => {
    const survey = { ports: [tcp(6443), tcp(10_250), tcp(2379, '::1')], readOnly: true };
    const hold = ['tcp 127.0.0.1 10250', 'tcp 0.0.0.0 2379'];
    const { ports } = lookAtNode({ before: [up], hold, survey });
    expect(ports.ports.map(({ state, by }) => `${state} ${by}`)).toEqual([
      'free table',
      'in-use table',
      'free table',
    ]);
  });

  realIt('leaves no socket behind', needs, () => {
    const survey = { ports: [tcp(6443), tcp(6443, '127.0.0.1'), tcp(10_250), tcp(2379)] };
    const { ports, socketsLeft } = lookAtNode({ before: [up], survey });
    expect(states(ports.ports)).toEqual(['free', 'free  127.0.0.1', 'free', 'free']);
    expect(socketsLeft).toBe(0);
  });
});
