import { memCheck } from '../../src/checks/resources/mem.ts';
import { unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { MemoryFacts } from '../../src/probes/memory.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { memoryOf } from '../builders/resources.ts';
import type { CheckCases } from '../check-cases.ts';

const mib = 1024;
const having = (facts: Partial<MemoryFacts>): Facts => factsOf(memoryOf(facts));
const asKubeadm = { policy: 'kubeadm' } as const;
const limit = { kib: 1024 * mib, source: '/sys/fs/cgroup/memory.max' };

export const cases: CheckCases = {
  check: memCheck,
  cases: [
    { name: '4 GiB', facts: having({}), says: ['pass memory.enough'] },
    { name: '1700 MiB to the page', facts: having({ totalKiB: 1700 * mib }), says: ['pass memory.enough'] },
    {
      name: 'one page less',
      facts: having({ totalKiB: 1700 * mib - 4 }),
      says: ['fail memory.too-little'],
    },
    {
      name: 'one page less, as kubeadm',
      facts: having({ totalKiB: 1700 * mib - 4 }),
      stance: asKubeadm,
      says: ['fail memory.too-little'],
    },
    {
      name: '1700 MiB, as kubeadm',
      facts: having({ totalKiB: 1700 * mib }),
      stance: asKubeadm,
      says: ['pass memory.enough'],
    },
    {
      name: 'a limit of just enough around it',
      facts: having({ limit: { ...limit, kib: 1700 * mib } }),
      says: ['pass memory.enough'],
    },
    {
      name: 'just enough available',
      facts: having({ availableKiB: 700 * mib }),
      says: ['pass memory.enough'],
    },
    { name: 'a limit of 1 GiB around it', facts: having({ limit }), says: ['warn memory.limited'] },
    {
      name: 'a limit that kubeadm does not see',
      facts: having({ limit, availableKiB: 100 * mib }),
      stance: asKubeadm,
      says: ['pass memory.enough'],
    },
    {
      name: 'a container of lxcfs',
      facts: having({ totalKiB: 1024 * mib, machineKiB: 8192 * mib }),
      says: ['fail memory.too-little'],
    },
    {
      name: 'a container of lxcfs, through which kubeadm sees the machine',
      facts: having({ totalKiB: 1024 * mib, machineKiB: 8192 * mib }),
      stance: asKubeadm,
      says: ['pass memory.enough'],
    },
    {
      name: 'other processes have taken it',
      facts: having({ availableKiB: 300 * mib }),
      says: ['warn memory.taken'],
    },
    {
      name: 'a worker that joins',
      plan: planOf({ action: 'join', phase: 'join', role: byDefault('worker') }),
      facts: having({ totalKiB: 512 * mib }),
      says: [],
    },
    {
      name: 'memory that could not be told',
      facts: factsOf({ memory: unknown('failed', '/proc/meminfo: EACCES') }),
      says: ['unknown memory.not-told'],
    },
  ],
};
