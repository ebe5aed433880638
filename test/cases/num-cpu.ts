import { numCpuCheck } from '../../src/checks/resources/num-cpu.ts';
import { unknown } from '../../src/probes/fact.ts';
import type { CpuFacts } from '../../src/probes/cpus.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { cpusOf } from '../builders/resources.ts';
import type { CheckCases } from '../check-cases.ts';

const having = (facts: Partial<CpuFacts>): Facts => factsOf(cpusOf(facts));
const half = { cpus: 0.5, source: '/sys/fs/cgroup/cpu.max', text: '50000 100000' };
const asKubeadm = { policy: 'kubeadm' } as const;

export const cases: CheckCases = {
  check: numCpuCheck,
  cases: [
    { name: 'two CPUs', facts: having({ usable: 2, online: 2 }), says: ['pass cpus.enough'] },
    { name: 'one CPU', facts: having({ usable: 1, online: 1 }), says: ['fail cpus.too-few'] },
    { name: 'a shell bound to one of four', facts: having({ usable: 1 }), says: ['warn cpus.bound'] },
    {
      name: 'a shell bound to one of four, as kubeadm',
      facts: having({ usable: 1 }),
      stance: asKubeadm,
      says: ['fail cpus.too-few'],
    },
    { name: 'half a CPU by quota', facts: having({ quota: half }), says: ['warn cpus.quota'] },
    {
      name: 'half a CPU by quota, which kubeadm does not see',
      facts: having({ quota: half }),
      stance: asKubeadm,
      says: ['pass cpus.enough'],
    },
    {
      name: 'a quota of two',
      facts: having({ quota: { ...half, cpus: 2 } }),
      says: ['pass cpus.enough'],
    },
    {
      name: 'two CPUs, as kubeadm',
      facts: having({ usable: 2, online: 2 }),
      stance: asKubeadm,
      says: ['pass cpus.enough'],
    },
    {
      name: 'a quota of three',
      facts: having({ quota: { ...half, cpus: 3 } }),
      says: ['pass cpus.enough'],
    },
    {
      name: 'a worker that joins needs no number of CPUs',
      plan: planOf({ action: 'join', phase: 'join', role: byDefault('worker') }),
      facts: having({ usable: 1, online: 1 }),
      says: [],
    },
    {
      name: 'a control plane that joins',
      plan: planOf({ action: 'join', phase: 'join' }),
      facts: having({ usable: 1, online: 1 }),
      says: ['fail cpus.too-few'],
    },
    {
      name: 'an upgrade asks for none',
      plan: planOf({ action: 'upgrade', phase: 'upgrade apply' }),
      facts: having({ usable: 1, online: 1 }),
      says: [],
    },
    {
      name: 'CPUs that could not be counted',
      facts: factsOf({ cpus: unknown('failed', '/proc/self/status: EACCES') }),
      says: ['unknown cpus.not-told'],
    },
  ],
};
