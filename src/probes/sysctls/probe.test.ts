import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { parseDefaultRoutes } from './ipv6-interfaces.ts';
import { sysctlsProbe } from './probe.ts';

async function factsOf(options: FakeHostOptions, survey = quietSurvey) {
  const fact = await sysctlsProbe.run(fakeHost(options), survey);
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

const zero = '0'.repeat(32);
const row = (flags: string, device: string, destination = zero, length = '00') =>
  `${destination} ${length} ${zero} 00 fe80000000000000021122fffe334455 00000400 00000001 00000000 ${flags} ${device}\n`;

describe('parseDefaultRoutes', () => {
  it('finds default routes, and those from routers', () => {
    const text =
      row('00450003', 'eth0') +
      row('00000003', 'eth1') +
      row('00200200', 'lo') +
      row('00000001', 'eth2', zero, '40');
    expect(parseDefaultRoutes(text)).toEqual([
      { device: 'eth0', fromRouter: true },
      { device: 'eth1', fromRouter: false },
    ]);
  });
});

describe('sysctlsProbe', () => {
  it('tells values, absent files and those it may not read', async () => {
    const { values } = await factsOf({
      files: {
        '/proc/sys/net/ipv4/ip_forward': '1\n',
        '/proc/sys/net/ipv6/conf/all/forwarding': { error: 'EACCES' },
        '/proc/sys/kernel/panic': { content: '0\n', mode: 0o444 },
      },
    });
    expect(values['net/ipv4/ip_forward']).toEqual({ state: 'read', text: '1\n', writable: true });
    expect(values['net/ipv6/conf/all/forwarding']).toEqual({ state: 'unread', code: 'EACCES' });
    expect(values['net/bridge/bridge-nf-call-iptables']).toEqual({ state: 'absent' });
    expect(values['kernel/panic']).toEqual({ state: 'read', text: '0\n', writable: false });
  });

  it('tells a /proc/sys that is mounted read-only', async () => {
    const mountinfo =
      '24 1 0:22 / /proc rw - proc proc rw\n30 24 0:22 /sys /proc/sys ro,nosuid - proc proc rw\n';
    const { values } = await factsOf({
      files: { '/proc/sys/vm/overcommit_memory': '0\n', '/proc/self/mountinfo': mountinfo },
    });
    expect(values['vm/overcommit_memory']).toEqual({ state: 'read', text: '0\n', writable: false });
  });

  const ofContainer = { root: '/host', kernels: [], running: true };
  const readOnlyMount = '24 1 0:22 / / ro - overlay overlay ro\n';

  it('tells those of a host that a container sees, if it has its network', async () => {
    const files = {
      '/proc/sys/net/ipv4/ip_forward': '1\n',
      '/proc/sys/net/core/netdev_max_backlog': '1000\n',
      '/proc/self/mountinfo': readOnlyMount,
    };
    const host = { ...fakeHost({ files }), image: ofContainer };
    const fact = await sysctlsProbe.run(host, quietSurvey);
    expect(fact.known && fact.value.values['net/ipv4/ip_forward']).toEqual({
      state: 'read',
      text: '1\n',
      writable: true,
    });
  });

  it('does not tell the network of a container as that of its host', async () => {
    const host = { ...fakeHost({ files: { '/proc/sys/net/ipv4/ip_forward': '0\n' } }), image: ofContainer };
    expect(await sysctlsProbe.run(host, quietSurvey)).toMatchObject({
      known: false,
      cause: { code: 'not-running' },
    });
  });

  it('reads no more than kubeadm where nothing else is judged', async () => {
    const facts = await factsOf({}, { ...quietSurvey, onlyKubeadms: true });
    expect(Object.keys(facts.values)).toEqual([
      'net/ipv4/ip_forward',
      'net/ipv6/conf/default/forwarding',
      'net/bridge/bridge-nf-call-iptables',
      'net/bridge/bridge-nf-call-ip6tables',
    ]);
  });

  it('looks at the interfaces that carry IPv6', async () => {
    const { ipv6Interfaces } = await factsOf({
      files: {
        '/proc/net/ipv6_route': row('00450003', 'eth0'),
        '/proc/sys/net/ipv6/conf/eth0/forwarding': '1\n',
        '/proc/sys/net/ipv6/conf/eth0/accept_ra': '1\n',
      },
      interfaces: [
        { name: 'lo', address: '::1', prefix: 128, internal: true },
        { name: 'eth1.5', address: 'fd00::1', prefix: 64, internal: false },
        { name: 'veth1', address: 'fe80::1', prefix: 64, internal: false },
      ],
    });
    expect(ipv6Interfaces).toEqual([
      { name: 'eth0', routeFromRouter: true, forwarding: '1', acceptRa: '1' },
      { name: 'eth1.5', routeFromRouter: false },
    ]);
  });
});
