import type { ConntrackDrops } from '../../src/probes/conntrack-drops.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { SecurityModuleFacts } from '../../src/probes/security-module/facts.ts';
import type { WiperFacts, WipingRun } from '../../src/probes/wipers/facts.ts';

/** Nothing that deletes rules of others. */
export function wipersOf(overrides: Partial<WiperFacts> = {}): WiperFacts {
  return {
    nftables: { flushes: [] },
    saved: [],
    ufwManagesBuiltins: false,
    runs: [],
    unread: [],
    ...overrides,
  };
}

/** A unit of this host that flushes, is enabled and has no order. */
export function wipingRun(overrides: Partial<WipingRun> = {}): WipingRun {
  const line = { file: '/etc/systemd/system/harden.service', line: 7, text: '/usr/sbin/iptables -F' };
  return { kind: 'unit', name: 'harden.service', line, early: false, enabled: true, ...overrides };
}

const noModule: SecurityModuleFacts = { selinux: 'off', apparmor: false, logs: [], unread: [], denials: [] };

export function securityModuleOf(overrides: Partial<SecurityModuleFacts> = {}): SecurityModuleFacts {
  return { ...noModule, ...overrides };
}

const noDrops: ConntrackDrops = { dropped: 0, early: 0 };

/** Nobody wipes, nothing is denied, nothing was dropped. */
export const stateDefaults = {
  wipers: known(wipersOf()),
  securityModule: known(noModule),
  conntrackDrops: known(noDrops),
} as const satisfies Facts;
