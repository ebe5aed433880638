import { conntrackLimitsCheck } from '../../src/checks/proxy-kernel/conntrack-limits.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { ConntrackFact } from '../../src/probes/netfilter/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

/** Two cores: kube-proxy wants 131072, the minimum. */
function limits(fact: Partial<ConntrackFact>, loadedByProof: readonly string[] = []) {
  const conntrack = known({ sysctlDirectory: true, max: 65_536, maxWritable: true, ...fact });
  return factsOf({ netfilter: known({ proofs: [], conntrack, loadedByProof }) });
}

const plan = planOf();
const leftAlone = {
  ...plan,
  kubeProxy: { ...plan.kubeProxy, conntrackMaxPerCore: fromFile(0, 'conntrack.maxPerCore') },
};
const onDisk = { module: 'nf_conntrack', state: 'on-disk' } as const;

export const cases: CheckCases = {
  check: conntrackLimitsCheck,
  cases: [
    {
      name: 'the limit is what kube-proxy wants',
      facts: limits({ max: 131_072 }),
      says: ['pass conntrack.set'],
    },
    { name: 'the limit is low, and can be raised', facts: limits({}), says: ['pass conntrack.will-be-set'] },
    {
      name: 'the limit is higher',
      facts: limits({ max: 999_999 }),
      says: ['info conntrack.will-be-lowered'],
    },
    { name: 'maxPerCore 0', plan: leftAlone, facts: limits({}), says: ['pass conntrack.left-alone'] },
    {
      name: 'the proof loaded nf_conntrack',
      facts: limits({}, ['nf_conntrack']),
      says: ['warn conntrack.loaded-by-this-run', 'pass conntrack.will-be-set'],
    },
    {
      name: 'not loaded, but on disk',
      facts: limits({ sysctlDirectory: false, module: onDisk }),
      says: ['warn conntrack.not-loaded'],
    },
    {
      name: 'on disk, and forbidden',
      facts: limits({
        sysctlDirectory: false,
        module: { ...onDisk, blockedBy: 'install nf_conntrack /bin/false' },
      }),
      says: ['fail conntrack.absent'],
    },
    {
      name: 'a container, whose namespace is not the first',
      facts: limits({ maxWritable: false, maxBarrier: 'not the first network namespace' }),
      says: ['fail conntrack.not-writable'],
    },
    {
      name: 'the hash size cannot be raised because /sys is read-only',
      facts: limits({ hashsize: 1024, hashsizeWritable: false, sysReadOnly: true }),
      says: ['pass conntrack.will-be-set', 'warn conntrack.hashsize-small'],
    },
    {
      name: 'the facts could not be read',
      facts: factsOf({ netfilter: unknown('timed-out', 'no answer') }),
      says: ['unknown conntrack.not-told'],
    },
    { name: 'no kube-proxy', plan: planOf({ mode: 'none' }), says: [] },
  ],
};
