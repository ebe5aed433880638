import type { Family, Plan } from '../../config/plan.ts';
import type { FilterChain, FirewallFacts } from '../../probes/firewall/facts.ts';
import type { ServicesFacts } from '../../probes/services/facts.ts';
import { baseChains, type Weight, weighChain } from './weigh-chains.ts';

interface NodePort {
  readonly port: number;
  readonly what: string;
}

/** TCP ports at which other hosts must reach this node, whatever runs on it. */
export function portsOfNode(plan: Plan): readonly NodePort[] {
  const kubelet = { port: plan.kubelet.port.value, what: 'kubelet' };
  if (plan.role.value !== 'control-plane') return [kubelet];
  const api = { port: plan.bindPort.value, what: 'API server' };
  // Members of etcd talk to each other; a first control plane alone has none to talk to.
  const peers =
    plan.action === 'join' && !plan.etcd.external
      ? [
          { port: 2379, what: 'etcd' },
          { port: 2380, what: 'etcd peers' },
        ]
      : [];
  return [api, kubelet, ...peers];
}

export interface Barrier {
  readonly chain: FilterChain;
  readonly family: Family;
  readonly weight: Exclude<Weight, 'open'>;
  readonly ports: readonly NodePort[];
}

/** Base chains that do not let every new connection to these ports in. */
export function barriersOf(
  facts: FirewallFacts,
  families: readonly Family[],
  ports: readonly NodePort[],
): readonly Barrier[] {
  return families.flatMap((family) =>
    baseChains(facts.chains, { family, hook: 'input' }).flatMap((chain) => {
      const weighed = ports.map((one) => ({
        one,
        weight: weighChain(facts.chains, chain, { family, hook: 'input', port: one.port }),
      }));
      return (['closed', 'partly'] as const).flatMap((weight) => {
        const stopped = weighed.filter((each) => each.weight === weight).map(({ one }) => one);
        return stopped.length === 0 ? [] : [{ chain, family, weight, ports: stopped }];
      });
    }),
  );
}

/**
 * Tells the chains of a firewalld that runs: its own tables, or with the older backend those of iptables,
 * which it writes anew as a whole.
 */
export function chainsOfFirewalld(facts: FirewallFacts, isActive: boolean): (chain: FilterChain) => boolean {
  const hasTables = Object.values(facts.chains).some(isOfFirewalld);
  return (chain) => isOfFirewalld(chain) || (isActive && !hasTables && chain.ofIptables);
}

function isOfFirewalld({ table }: FilterChain): boolean {
  return table === 'firewalld' || table.startsWith('firewalld_');
}

/** A start that never ends counts as well, as with kubeadm. */
export function isFirewalldActive(services: ServicesFacts | undefined): boolean {
  const state = services?.units['firewalld']?.active;
  return state === 'active' || state === 'activating';
}

/** `6443 (API server), 10250 (kubelet)`. */
export function portWords(ports: readonly NodePort[]): string {
  return ports.map(({ port, what }) => `${port} (${what})`).join(', ');
}

/** Each port once, in the order of their numbers. */
export function portsOfBarriers(barriers: readonly Barrier[]): readonly NodePort[] {
  const all = new Map(barriers.flatMap(({ ports }) => ports).map((one) => [one.port, one]));
  return [...all.values()].toSorted((a, b) => a.port - b.port);
}
