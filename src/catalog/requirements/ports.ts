import type { Planned } from '../../config/plan.ts';
import { kubeadmPorts } from '../kubeadm-checks.ts';
import { type NodePort, nodePortsOf } from '../ports.ts';
import type { NodeRequirement } from './requirement.ts';

const usual = <T>(value: T): Planned<T> => ({ value, origin: { kind: 'default', release: '' } });

/** The ports of a control plane with a local etcd, where nothing is configured. */
const usualPorts = nodePortsOf({
  kubelet: { port: usual(kubeadmPorts.kubelet), healthzPort: usual(10_248) },
  proxyMode: usual('iptables'),
  role: usual('control-plane'),
  bind: { apiServer: usual(''), controllerManager: usual(''), scheduler: usual('') },
  bindPort: usual(6443),
  advertiseAddress: usual(''),
  etcd: { external: false },
}).filter(({ use }) => use === 'always');

const ends = {
  without: 'what is to listen there ends, and kubeadm init and join end for the ports that they try',
  severity: 'required',
  source: 'cmd/kubeadm/app/constants/constants.go; kubernetes#138250',
} as const;
const waits = {
  without: 'kube-proxy serves without it and tries again, unless bindAddressHardFail is true',
  severity: 'recommended',
  source: 'cmd/kube-proxy/app/server.go',
} as const;

function portRequirement({ port, protocol, who, process }: NodePort): NodeRequirement {
  const component = process === 'kubelet' || process === 'kube-proxy' ? process : 'kubeadm';
  return {
    id: `${component}.port.${port}`,
    kind: 'port',
    name: `${port}/${protocol}`,
    need: 'free',
    component,
    ...(component === 'kubeadm' ? { role: 'control-plane' } : {}),
    neededBy: [who],
    purpose: 'it listens there',
    ...(component === 'kube-proxy' ? waits : ends),
    check: `Port-${port}`,
  };
}

/** What listens on a node where nothing is configured. */
export const portRequirements: readonly NodeRequirement[] = usualPorts.map(portRequirement);
