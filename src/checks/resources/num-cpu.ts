import { controlPlaneNeeds } from '../../catalog/machine-needs.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { CpuFacts } from '../../probes/cpus.ts';
import type { Check, Reason } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { beginsControlPlane } from './applies.ts';

const name = 'NumCPU';
const about = { check: name, group: 'system' } as const;
const required = controlPlaneNeeds.cpus;
const need = `${required} CPUs for a control plane`;
const status = '/proc/self/status';

const plural = (count: unknown): string => (count === 1 ? '1 CPU' : `${String(count)} CPUs`);

const reasons: readonly Reason[] = [
  {
    code: 'cpus.enough',
    means: 'There are CPUs enough for a control plane.',
    words: ({ usable }) => ({ says: plural(usable) }),
  },
  {
    code: 'cpus.too-few',
    means: 'There are fewer CPUs than kubeadm wants for a control plane.',
    words: ({ usable }) => ({
      says: `${plural(usable)}, of the ${required} that kubeadm wants for a control plane`,
      need,
      have: plural(usable),
      remedies: [
        { what: 'give the machine a second CPU', verify: ['nproc'] },
        { what: 'for a trial it will do: --ignore-preflight-errors=NumCPU' },
      ],
    }),
  },
  {
    code: 'cpus.bound',
    means: 'The machine has CPUs enough, but this process is bound to fewer, as kubeadm would be.',
    words: ({ usable, online }) => ({
      says: `this shell may use ${plural(usable)} of ${String(online)}: kubeadm would count no more, and end`,
      need,
      have: `${plural(usable)} of ${String(online)} in the affinity of this process`,
      remedies: [
        {
          what: 'run kubeadm from a process that is not bound (taskset, CPUAffinity=, isolcpus=)',
          now: [`taskset -cp 0-${Number(online) - 1} $$`],
          verify: ['nproc'],
        },
      ],
    }),
  },
  {
    code: 'cpus.quota',
    means: 'There are CPUs enough, but a cgroup lets the whole machine use less, which kubeadm does not see.',
    words: ({ usable, quota }) => ({
      says: `${plural(usable)}, of which a cgroup leaves ${String(quota)}: kubeadm does not see that`,
      need,
      have: `time for ${String(quota)} CPUs`,
      remedies: [{ what: 'raise the CPU limit of the container that this node is' }],
    }),
  },
  {
    code: 'cpus.not-told',
    means: 'The CPUs could not be counted.',
    words: ({ detail }) => ({ says: 'could not tell how many CPUs may be used', have: String(detail) }),
  },
];

export const numCpuCheck: Check = {
  name,
  title: 'CPUs',
  group: 'system',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'cmd/kubeadm/app/constants/constants.go'],
  kubeadms: true,
  reasons,
  needs: (plan) => (beginsControlPlane(plan) ? ['cpus'] : []),
  names: () => [name],
  judge({ plan, facts, stance }) {
    if (!beginsControlPlane(plan)) return [];
    const { cpus } = facts;
    if (cpus?.known !== true) {
      const detail = cpus?.cause.detail ?? 'they were not counted';
      return [
        findingOf(about, { code: 'cpus.not-told', verdict: 'unknown', subject: 'CPUs', args: { detail } }),
      ];
    }
    const [code, verdict] = stance.policy === 'kubeadm' ? asKubeadm(cpus.value) : weigh(cpus.value);
    return [tell(cpus.value, code, verdict)];
  },
};

type Weight = readonly [code: string, verdict: Verdict];

function asKubeadm({ usable }: CpuFacts): Weight {
  return usable < required ? ['cpus.too-few', 'fail'] : ['cpus.enough', 'pass'];
}

function weigh({ usable, online, quota }: CpuFacts): Weight {
  if (online < required) return ['cpus.too-few', 'fail'];
  if (usable < required) return ['cpus.bound', 'warn'];
  return quota !== undefined && quota.cpus < required ? ['cpus.quota', 'warn'] : ['cpus.enough', 'pass'];
}

function tell({ usable, online, quota }: CpuFacts, code: string, verdict: Verdict): Finding {
  const limit: Args = quota === undefined ? {} : { quota: Math.round(quota.cpus * 100) / 100 };
  const evidence: Evidence[] = [{ source: status, excerpt: `${usable} of ${online} CPUs allowed` }];
  if (quota !== undefined) evidence.push({ source: quota.source, excerpt: quota.text });
  return findingOf(about, {
    code,
    verdict,
    subject: 'CPUs',
    args: { usable, online, ...limit },
    evidence,
    neededBy: ['the control plane'],
  });
}
