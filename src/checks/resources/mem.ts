import { controlPlaneNeeds } from '../../catalog/machine-needs.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { MemoryFacts } from '../../probes/memory.ts';
import type { Check, Reason, Stance } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { beginsControlPlane } from './applies.ts';

const name = 'Mem';
const about = { check: name, group: 'system' } as const;
/** kubeadm's MB are 2^20 bytes. */
const required = controlPlaneNeeds.memoryMb;
/** About what the pods of an idle control plane, the kubelet and a runtime take together. */
const taken = 700;
const need = `${required} MB for a control plane`;

const reasons: readonly Reason[] = [
  {
    code: 'memory.enough',
    means: 'There is memory enough for a control plane.',
    words: ({ total, available }) => ({
      says: `${String(total)} MB of memory${available === undefined ? '' : `, ${String(available)} MB available`}`,
    }),
  },
  {
    code: 'memory.too-little',
    means: 'There is less memory than kubeadm wants for a control plane.',
    words: ({ total }) => ({
      says: `the system RAM (${String(total)} MB) is less than the ${required} MB that kubeadm wants for a control plane`,
      need,
      have: `${String(total)} MB`,
      remedies: [
        { what: 'give the machine 2 GB or more', verify: ['grep MemTotal /proc/meminfo'] },
        { what: 'for a trial it may do: --ignore-preflight-errors=Mem' },
      ],
    }),
  },
  {
    code: 'memory.limited',
    means:
      'A cgroup leaves the whole machine less memory than a control plane takes; kubeadm does not see that.',
    words: ({ total, limit }) => ({
      says: `${String(total)} MB of memory, of which a cgroup leaves ${String(limit)} MB: kubeadm does not see that`,
      need,
      have: `${String(limit)} MB`,
      remedies: [{ what: 'raise the memory limit of the container that this node is' }],
    }),
  },
  {
    code: 'memory.taken',
    means: 'The machine is large enough, but other processes leave less than a control plane takes.',
    words: ({ total, available }) => ({
      says: `${String(total)} MB of memory, of which ${String(available)} MB are available`,
      need: `about ${taken} MB for an idle control plane`,
      have: `${String(available)} MB`,
      remedies: [
        {
          what: 'see what takes it, and stop what is not needed',
          now: ['ps -eo rss,comm --sort=-rss | head'],
        },
      ],
    }),
  },
  {
    code: 'memory.not-told',
    means: 'The memory could not be told.',
    words: ({ detail }) => ({ says: 'could not tell how much memory there is', have: String(detail) }),
  },
];

export const memCheck: Check = {
  name,
  title: 'memory',
  group: 'system',
  sources: ['cmd/kubeadm/app/preflight/checks_linux.go', 'cmd/kubeadm/app/constants/constants.go'],
  kubeadms: true,
  reasons,
  needs: (plan) => (beginsControlPlane(plan) ? ['memory'] : []),
  names: () => [name],
  judge({ plan, facts, stance }) {
    if (!beginsControlPlane(plan)) return [];
    const { memory } = facts;
    if (memory?.known !== true) {
      const detail = memory?.cause.detail ?? 'it was not looked at';
      return [
        findingOf(about, {
          code: 'memory.not-told',
          verdict: 'unknown',
          subject: 'memory',
          args: { detail },
        }),
      ];
    }
    return [weigh(memory.value, stance)];
  },
};

function megabytes(kib: number): number {
  return Math.floor(kib / 1024);
}

function weigh(memory: MemoryFacts, { policy }: Stance): Finding {
  const { totalKiB, availableKiB, machineKiB, limit } = memory;
  if (policy === 'kubeadm') {
    // sysinfo(2) tells the machine's memory, whatever lies over /proc/meminfo.
    const enough = megabytes(machineKiB ?? totalKiB) >= required;
    return enough ? tell(memory, 'memory.enough', 'pass') : tell(memory, 'memory.too-little', 'fail');
  }
  if (megabytes(totalKiB) < required) return tell(memory, 'memory.too-little', 'fail');
  if (limit !== undefined && megabytes(limit.kib) < required) return tell(memory, 'memory.limited', 'warn');
  const short = availableKiB !== undefined && megabytes(availableKiB) < taken;
  return short ? tell(memory, 'memory.taken', 'warn') : tell(memory, 'memory.enough', 'pass');
}

function tell(memory: MemoryFacts, code: string, verdict: Verdict): Finding {
  const { totalKiB, availableKiB, limit } = memory;
  const args: Args = {
    total: megabytes(totalKiB),
    ...(availableKiB === undefined ? {} : { available: megabytes(availableKiB) }),
    ...(limit === undefined ? {} : { limit: megabytes(limit.kib) }),
  };
  const evidence: Evidence[] = [{ source: '/proc/meminfo', excerpt: `MemTotal: ${totalKiB} kB` }];
  if (limit !== undefined) evidence.push({ source: limit.source, excerpt: String(limit.kib * 1024) });
  return findingOf(about, {
    code,
    verdict,
    subject: 'memory',
    args,
    evidence,
    neededBy: ['the control plane'],
  });
}
