import { portCheck } from '../../src/checks/ports/port.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { PortFact, PortHolder, PortsFacts } from '../../src/probes/ports/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import { freePorts, pathsWith, portsWith } from '../builders/ports.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const inOrder = ['10248', '10249', '10250', '10256', '10257', '10259', '2379', '2380', '2381', '6443'];
const kubeadms = ['6443', '10259', '10257', '10250', '2379', '2380'];
const others = (own: string, what: string, names: readonly string[] = inOrder) =>
  names.map((port) => `${port === own ? what : 'pass port.free'} Port-${port}`);
const nginx: PortHolder = { address: '0.0.0.0', pid: 812, name: 'nginx' };
const kubelet: PortHolder = { address: '::', pid: 99, name: 'kubelet' };
const atAddress = planOf({ advertiseAddress: fromFile('192.0.2.10', 'localAPIEndpoint.advertiseAddress') });
const takenAt = (facts: PortsFacts, port: number, address: string): PortsFacts => ({
  ...facts,
  ports: facts.ports.map((fact) =>
    fact.port === port && fact.address === address ? { ...fact, state: 'in-use', holders: [nginx] } : fact,
  ),
});
const one = (
  name: string,
  port: number,
  what: string,
  state: PortFact['state'],
  holders: readonly PortHolder[] = [],
  code?: string,
): CheckCase => ({
  name,
  facts: factsOf({ ports: known(portsWith(port, state, holders, code)) }),
  says: others(String(port), what),
});
const asKubeadm = (what: string, state: PortFact['state'], code?: string): CheckCase => ({
  name: `as kubeadm: 6443 ${state}`,
  stance: { policy: 'kubeadm' },
  facts: factsOf({ ports: known(portsWith(6443, state, [], code)) }),
  says: kubeadms.map((port) => `${port === '6443' ? what : 'pass port.free'} Port-${port}`),
});
const upgrade = planOf({ action: 'upgrade', phase: 'upgrade apply' });

export const cases: CheckCases = {
  check: portCheck,
  cases: [
    { name: 'all free', says: others('', '') },
    one('6443 held by another', 6443, 'fail port.in-use', 'in-use', [nginx]),
    one('6443 held by a process that cannot be told', 6443, 'fail port.in-use', 'in-use'),
    one('10250 held by a kubelet', 10_250, 'fail port.own-already', 'in-use', [kubelet]),
    one('10256, without which kube-proxy works', 10_256, 'warn port.proxy-waits', 'in-use', [nginx]),
    one('10249 held by a kube-proxy', 10_249, 'fail port.own-already', 'in-use', [
      { ...nginx, name: 'kube-proxy' },
    ]),
    {
      name: '10250 held by a kubelet, and 6443 by another, on a node that was set up',
      facts: factsOf({
        paths: known(pathsWith({ path: '/etc/kubernetes/kubelet.conf', kind: 'file' })),
        ports: known({
          ...portsWith(10_250, 'in-use', [kubelet]),
          ports: portsWith(10_250, 'in-use', [kubelet]).ports.map((fact) =>
            fact.port === 6443 ? { ...fact, state: 'in-use', holders: [nginx] } : fact,
          ),
        }),
      }),
      says: inOrder.map((port) => {
        const taken = port === '6443' ? 'fail port.in-use' : 'pass port.free';
        return `${port === '10250' ? 'fail port.own-already' : taken} Port-${port}`;
      }),
    },
    {
      name: '10250 held by a process that hides, and by a kubelet that is its child',
      facts: factsOf({
        ports: known(portsWith(10_250, 'in-use', [{ address: '::', pid: 0, name: '' }, kubelet])),
      }),
      says: others('10250', 'fail port.own-already'),
    },
    {
      name: '2379 on an address that is not here, of a host whose addresses nobody saw',
      facts: factsOf({
        network: unknown('timed-out', 'x'),
        ports: known(portsWith(2379, 'no-address')),
      }),
      says: others('2379', 'fail port.no-address'),
    },
    one('10257 held by a process whose name begins like it', 10_257, 'fail port.in-use', 'in-use', [
      { ...nginx, name: 'kube' },
    ]),
    {
      name: 'a kube-proxy of the host runs before the node is made',
      stance: { kubeProxy: 'host' },
      facts: factsOf({ ports: known(portsWith(10_256, 'in-use', [{ ...nginx, name: 'kube-proxy' }])) }),
      says: others('10256', 'pass port.own'),
    },
    {
      name: 'etcd of another kind at 127.0.0.1 alone',
      plan: atAddress,
      facts: factsOf({ ports: known(takenAt(freePorts(atAddress), 2379, '127.0.0.1')) }),
      says: others('2379', 'fail port.in-use'),
    },
    {
      name: 'as kubeadm 1.37, which does not look at loopback for etcd',
      plan: atAddress,
      stance: { policy: 'kubeadm', kubeadmVersion: 'v1.37.0' },
      facts: factsOf({ ports: known(takenAt(freePorts(atAddress), 2379, '127.0.0.1')) }),
      says: kubeadms.map((port) => `pass port.free Port-${port}`),
    },
    one('2379 on an address that is not here', 2379, 'fail port.no-address', 'no-address'),
    one('443 refused to this user', 6443, 'unknown port.denied', 'denied', [], 'EACCES'),
    one('6443 could not be tried', 6443, 'unknown port.unknown', 'unknown', [], 'EMFILE'),
    {
      name: 'nobody looked',
      facts: factsOf({ ports: unknown('timed-out', 'x') }),
      says: inOrder.map((port) => `unknown port.unknown Port-${port}`),
    },
    {
      name: 'an upgrade finds the kubelet where it belongs',
      plan: upgrade,
      facts: factsOf({ ports: known(portsWith(10_250, 'in-use', [kubelet])) }),
      says: others('10250', 'pass port.own'),
    },
    {
      name: 'an upgrade finds another at the kubelet’s port',
      plan: upgrade,
      facts: factsOf({ ports: known(portsWith(10_250, 'in-use', [nginx])) }),
      says: others('10250', 'fail port.in-use'),
    },
    {
      name: 'an upgrade as an ordinary user, who sees no processes of others',
      plan: upgrade,
      facts: factsOf({ ports: known(portsWith(10_250, 'in-use', [{ address: '::', pid: 0, name: '' }])) }),
      says: others('10250', 'unknown port.holder-unknown'),
    },
    {
      name: 'an upgrade finds a load balancer beside the API server',
      plan: upgrade,
      facts: factsOf({
        ports: known(
          portsWith(6443, 'in-use', [
            { ...nginx, name: 'haproxy' },
            { ...nginx, name: 'kube-apiserver' },
          ]),
        ),
      }),
      says: others('6443', 'pass port.own'),
    },
    {
      name: 'upgrade node of a worker has no ports of a control plane',
      plan: planOf({ action: 'upgrade', phase: 'upgrade node' }),
      facts: factsOf({
        paths: known(pathsWith()),
        ports: known(portsWith(6443, 'in-use', [{ ...nginx, name: 'haproxy' }])),
      }),
      says: others('', '', ['10248', '10249', '10250', '10256']),
    },
    { name: 'as kubeadm: no port in an upgrade', plan: upgrade, stance: { policy: 'kubeadm' }, says: [] },
    {
      name: 'as kubeadm: 10250, whatever port the kubelet is given',
      plan: planOf({ kubelet: { ...planOf().kubelet, port: fromFile(10_350, 'port') } }),
      stance: { policy: 'kubeadm' },
      says: kubeadms.map((port) => `pass port.free Port-${port}`),
    },
    {
      name: 'a process among the NodePorts',
      facts: factsOf({ ports: known({ ...freePorts(), nodePorts: [{ port: 30_080, holders: [nginx] }] }) }),
      says: ['warn port.node-port-taken NodePortRange', ...others('', '')],
    },
    {
      name: 'listeners that a NodePort of nftables mode does not meet',
      plan: planOf({ mode: 'nftables' }),
      facts: factsOf({
        ports: known({
          ...freePorts(),
          nodePorts: [
            {
              port: 30_080,
              holders: [
                { ...nginx, address: '127.0.0.1' },
                { ...nginx, address: '::1' },
              ],
            },
            { port: 30_081, holders: [{ ...nginx, name: 'kube-proxy' }] },
          ],
        }),
      }),
      says: others('', ''),
    },
    {
      name: 'a process at the port of VXLAN tunnels',
      facts: factsOf({ ports: known(portsWith(8472, 'in-use', [{ ...nginx, name: 'x' }])) }),
      says: [...others('', '', inOrder), 'warn port.overlay Port-8472'],
    },
    {
      name: 'the kernel at the port of VXLAN tunnels: a CNI plugin runs',
      facts: factsOf({
        ports: known(portsWith(8472, 'in-use', [{ address: '0.0.0.0', pid: 0, name: 'kernel' }])),
      }),
      says: others('', ''),
    },
    {
      name: 'local ports from among the NodePorts',
      facts: factsOf({ ports: known({ ...freePorts(), localRange: [1024, 65_000] }) }),
      says: ['warn port.range-overlaps NodePortRange', ...others('', '')],
    },
    {
      name: 'no kube-proxy, no ports of it',
      plan: planOf({ mode: 'none' }),
      says: others(
        '',
        '',
        inOrder.filter((port) => port !== '10249' && port !== '10256'),
      ),
    },
    {
      name: 'a port of the configuration',
      plan: planOf({
        bindPort: fromFile(7443, 'localAPIEndpoint.bindPort'),
        advertiseAddress: byDefault('10.0.0.1'),
      }),
      facts: factsOf({
        ports: known(freePorts(planOf({ bindPort: fromFile(7443, 'localAPIEndpoint.bindPort') }))),
      }),
      says: others('', '', [...inOrder.slice(0, 9), '7443']),
    },
    { name: 'reset listens on nothing', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
    asKubeadm('fail port.in-use', 'in-use', 'EADDRINUSE'),
    asKubeadm('fail port.in-use', 'denied', 'EACCES'),
    asKubeadm('unknown port.unknown', 'unknown'),
  ],
};
