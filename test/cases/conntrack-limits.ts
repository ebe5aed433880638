import { conntrackLimitsCheck } from '../../src/checks/proxy-kernel/conntrack-limits.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ConntrackFact } from '../../src/probes/netfilter/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function factsWith(conntrack: ConntrackFact, cpus = 2, loadedByProof: readonly string[] = []): Facts {
  return factsOf({
    kernel: known({ release: '6.1.0-28-amd64', cpus: 2 }),
    cpus: known({ usable: cpus, online: cpus }),
    netfilter: known({ proofs: [], conntrack: known(conntrack), loadedByProof }),
  });
}

const usual: ConntrackFact = {
  sysctlDirectory: true,
  max: 65_536,
  hashsize: 65_536,
  maxWritable: true,
  hashsizeWritable: true,
};
const many = planOf({
  kubeProxy: { conntrackMaxPerCore: byDefault(32_768), conntrackMin: byDefault(131_072) },
});
const plan = many;

const situations: readonly CheckCase[] = [
  {
    name: 'kube-proxy raises the limit',
    plan,
    facts: factsWith(usual),
    says: ['pass conntrack.will-be-set'],
  },
  {
    name: 'the limit is right',
    plan,
    facts: factsWith({ ...usual, max: 131_072 }),
    says: ['pass conntrack.set'],
  },
  {
    name: 'the limit is right where it cannot be written',
    plan,
    facts: factsWith({
      ...usual,
      max: 131_072,
      maxWritable: false,
      maxBarrier: '/proc/sys is mounted read-only',
    }),
    says: ['pass conntrack.set'],
  },
  {
    name: 'kube-proxy lowers the limit',
    plan,
    facts: factsWith({ ...usual, max: 262_144 }),
    says: ['info conntrack.will-be-lowered'],
  },
  {
    name: '64 cores of 1.36 come to the cap',
    plan,
    facts: factsWith({ ...usual, max: 1_048_576, hashsize: 262_144 }, 64),
    says: ['pass conntrack.set'],
  },
  {
    name: '64 cores before 1.36 know no cap',
    plan: planOf({ version: 'v1.35.1', kubeProxy: many.kubeProxy }),
    facts: factsWith({ ...usual, max: 2_097_152, hashsize: 524_288 }, 64),
    says: ['pass conntrack.set'],
  },
  {
    name: 'maxPerCore 0 leaves it alone',
    plan: planOf({ kubeProxy: { conntrackMaxPerCore: byDefault(0) } }),
    facts: factsWith({ ...usual, maxWritable: false }),
    says: ['pass conntrack.left-alone'],
  },
  {
    name: 'not the first network namespace',
    plan,
    facts: factsWith({
      ...usual,
      maxWritable: false,
      maxBarrier: 'this is not the first network namespace of the machine',
    }),
    says: ['fail conntrack.not-writable'],
  },
  {
    name: 'a small hash table and a read-only /sys',
    plan,
    facts: factsWith({ ...usual, hashsize: 1024, hashsizeWritable: false, sysReadOnly: true }),
    says: ['pass conntrack.will-be-set', 'warn conntrack.hashsize-small'],
  },
  {
    name: 'a small hash table that only the machine itself may change',
    plan,
    facts: factsWith({ ...usual, max: 131_072, hashsize: 1024, hashsizeWritable: false, sysReadOnly: false }),
    says: ['pass conntrack.set', 'fail conntrack.hashsize-small'],
  },
  {
    name: 'a small hash table that can be made larger',
    plan,
    facts: factsWith({ ...usual, max: 131_072, hashsize: 1024 }),
    says: ['pass conntrack.set'],
  },
  {
    name: 'a hash table that is just large enough, and cannot be changed',
    plan,
    facts: factsWith({ ...usual, max: 131_072, hashsize: 32_768, hashsizeWritable: false }),
    says: ['pass conntrack.set'],
  },
  {
    name: 'a hash table whose size nobody told',
    plan,
    facts: factsWith({ sysctlDirectory: true, max: 131_072, maxWritable: true, hashsizeWritable: false }),
    says: ['pass conntrack.set'],
  },
  {
    name: 'a limit that nobody told, and that can be written',
    plan,
    facts: factsWith({ sysctlDirectory: true, maxWritable: true }),
    says: ['pass conntrack.will-be-set'],
  },
  {
    name: 'a limit of which nobody knows whether it can be written',
    plan,
    facts: factsWith({ sysctlDirectory: true, max: 65_536 }),
    says: ['unknown conntrack.not-told'],
  },
  {
    name: 'limits that nobody read',
    plan,
    facts: factsOf({
      netfilter: known({ proofs: [], conntrack: unknown('failed', 'EIO'), loadedByProof: [] }),
    }),
    says: ['unknown conntrack.not-told'],
  },
  {
    name: 'cores that nobody counted',
    plan,
    facts: factsOf({
      kernel: unknown('failed', 'x'),
      cpus: unknown('failed', 'x'),
      netfilter: known({ proofs: [], conntrack: known(usual), loadedByProof: [] }),
    }),
    says: ['unknown conntrack.not-told'],
  },
  {
    name: 'cores that only the kernel told',
    plan,
    facts: factsOf({
      kernel: known({ release: '6.1.0-28-amd64', cpus: 2 }),
      cpus: unknown('failed', 'x'),
      netfilter: known({ proofs: [], conntrack: known({ ...usual, max: 131_072 }), loadedByProof: [] }),
    }),
    says: ['pass conntrack.set'],
  },
  {
    name: 'nf_conntrack is on disk, and kept from being loaded',
    plan,
    facts: factsWith({
      sysctlDirectory: false,
      module: {
        module: 'nf_conntrack',
        state: 'on-disk',
        source: '/lib/modules/6.1.0-28-amd64/modules.dep',
        blockedBy: '/proc/sys/kernel/modules_disabled is 1',
      },
    }),
    says: ['fail conntrack.absent'],
  },
  {
    name: 'this run loaded nf_conntrack',
    plan,
    facts: factsWith(usual, 2, ['nf_conntrack', 'nft_ct']),
    says: ['warn conntrack.loaded-by-this-run', 'pass conntrack.will-be-set'],
  },
  {
    name: 'nf_conntrack is on disk',
    plan,
    facts: factsWith({
      sysctlDirectory: false,
      module: { module: 'nf_conntrack', state: 'on-disk', source: '/lib/modules/6.1.0-28-amd64/modules.dep' },
    }),
    says: ['warn conntrack.not-loaded'],
  },
  {
    name: 'a kernel without connection tracking',
    plan,
    facts: factsWith({
      sysctlDirectory: false,
      module: { module: 'nf_conntrack', state: 'absent', source: '/proc/config.gz' },
    }),
    says: ['fail conntrack.absent'],
  },
  {
    name: 'nothing could be read',
    plan,
    facts: factsOf({ netfilter: unknown('failed', 'EACCES') }),
    says: ['unknown conntrack.not-told'],
  },
  { name: 'no kube-proxy', plan: planOf({ mode: 'none' }), says: [] },
];

export const cases: CheckCases = { check: conntrackLimitsCheck, cases: situations };
