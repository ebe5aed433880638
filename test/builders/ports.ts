import { nodePortsOf } from '../../src/catalog/ports.ts';
import type { Plan } from '../../src/config/plan.ts';
import type { PathFact, PathsFacts } from '../../src/probes/paths/facts.ts';
import type { PortFact, PortHolder, PortsFacts } from '../../src/probes/ports/facts.ts';
import { planOf } from './plan.ts';

/** All ports of a plan free, as tried, at the planned address and at all addresses. */
export function freePorts(plan: Plan = planOf()): PortsFacts {
  const ports = nodePortsOf(plan).flatMap(({ port, protocol, address, also = [] }) =>
    [...new Set([address, ...also, ''])].map((one): PortFact => ({
      port,
      protocol,
      address: one,
      state: 'free',
      holders: [],
      by: 'listen',
    })),
  );
  return { ports, nodePorts: [], localRange: [32_768, 60_999] };
}

/** One port that is not free. */
export function portsWith(
  port: number,
  state: PortFact['state'],
  holders: readonly PortHolder[] = [],
  code?: string,
): PortsFacts {
  const facts = freePorts();
  return {
    ...facts,
    ports: facts.ports.map((fact) =>
      fact.port === port ? { ...fact, state, holders, ...(code === undefined ? {} : { code }) } : fact,
    ),
  };
}

/** Nothing stands anywhere but what is named. */
export function pathsWith(...facts: readonly PathFact[]): PathsFacts {
  const paths = [
    '/etc/kubernetes/kubelet.conf',
    '/etc/kubernetes/bootstrap-kubelet.conf',
    '/etc/kubernetes/pki/ca.crt',
    '/var/lib/etcd',
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map(
      (name) => `/etc/kubernetes/manifests/${name}.yaml`,
    ),
  ];
  const absent = paths.map((path): PathFact => ({ path, kind: 'absent' }));
  return { byPath: Object.fromEntries([...absent, ...facts].map((fact) => [fact.path, fact])) };
}
