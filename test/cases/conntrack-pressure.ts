import { conntrackPressureCheck } from '../../src/checks/state/conntrack-pressure.ts';
import type { ConntrackDrops } from '../../src/probes/conntrack-drops.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ConntrackFact } from '../../src/probes/netfilter/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

/** Two cores: kube-proxy wants 131072, its minimum. */
function having(count: number, max: number, drops: Partial<ConntrackDrops> = {}): Facts {
  const conntrack: ConntrackFact = { sysctlDirectory: true, count, max };
  return factsOf({
    netfilter: known({ proofs: [], conntrack: known(conntrack), loadedByProof: [] }),
    conntrackDrops: known({ dropped: 0, early: 0, ...drops }),
  });
}

const leftAlone = planOf({ kubeProxy: { conntrackMaxPerCore: byDefault(0) } });

const situations: readonly CheckCase[] = [
  { name: 'room', facts: having(900, 131_072), says: ['pass conntrack-pressure.low'] },
  { name: 'just below four fifths', facts: having(104_857, 131_072), says: ['pass conntrack-pressure.low'] },
  { name: 'four fifths', facts: having(104_858, 131_072), says: ['warn conntrack-pressure.high'] },
  {
    name: 'full, and packets are dropped',
    facts: having(131_072, 131_072, { dropped: 77, early: 3 }),
    says: ['warn conntrack-pressure.high'],
  },
  {
    name: 'full, and kube-proxy will raise the limit',
    facts: having(65_000, 65_536),
    says: ['info conntrack-pressure.relieved'],
  },
  {
    name: 'full, and kube-proxy leaves the limit alone',
    plan: leftAlone,
    facts: having(65_000, 65_536),
    says: ['warn conntrack-pressure.high'],
  },
  {
    name: 'room, and kube-proxy will lower the limit below it',
    facts: having(120_000, 1_048_576),
    says: ['warn conntrack-pressure.high'],
  },
  {
    name: 'room now, and it was full',
    facts: having(900, 131_072, { early: 12 }),
    says: ['info conntrack-pressure.dropped'],
  },
  {
    name: 'drops that are not for want of room',
    facts: having(900, 131_072, { dropped: 5 }),
    says: ['pass conntrack-pressure.low'],
  },
  {
    name: 'room by the cores of the machine, of which this shell may use two',
    facts: {
      ...having(150_000, 262_144),
      cpus: known({ usable: 2, online: 8 }),
    },
    says: ['pass conntrack-pressure.low'],
  },
  { name: 'no connection tracking: ConntrackLimits says so', says: [] },
  {
    name: 'nothing could be read',
    facts: factsOf({ netfilter: unknown('failed', 'EACCES') }),
    says: ['unknown conntrack-pressure.not-told'],
  },
  { name: 'no kube-proxy', plan: planOf({ mode: 'none' }), says: [] },
];

export const cases: CheckCases = { check: conntrackPressureCheck, cases: situations };
