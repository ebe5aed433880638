import type { Facts } from '../probes/facts.ts';
import type { Check, Reason } from './check.ts';
import { findingOf } from './finding-of.ts';

const name = 'IsPrivilegedUser';
const about = { check: name, group: 'system' } as const;

const again = { what: 'run this again as root', now: ['sudo kube-preflight …'] };

const reasons: readonly Reason[] = [
  {
    code: 'user.root',
    means: 'The run is by root, as kubeadm will be.',
    words: () => ({ says: 'run by root' }),
  },
  {
    code: 'user.not-root',
    means: 'The run is by an ordinary user: some answers cannot be had.',
    words: ({ uid, answers }) => ({
      says:
        Array.isArray(answers) && answers.length > 0
          ? `some answers need root: ${answers.join(', ')}`
          : 'run by an ordinary user; kubeadm itself needs root',
      have: `uid ${String(uid)}`,
      remedies: [again],
    }),
  },
  {
    code: 'user.not-root-kubeadm',
    means: 'kubeadm refuses to run by anybody but root, before all other checks.',
    words: ({ uid }) => ({
      says: 'not run by root: kubeadm ends here',
      need: 'uid 0',
      have: `uid ${String(uid)}`,
      remedies: [again],
    }),
  },
  {
    code: 'user.unknown',
    means: 'Who runs this could not be told.',
    words: ({ cause }) => ({ says: 'who runs this could not be told', have: String(cause) }),
  },
];

/** kubeadm's own first check; for other policies it says which answers root would get. */
export const privilegedUserCheck: Check = {
  name,
  title: 'privileges',
  group: 'system',
  sources: ['cmd/kubeadm/app/preflight/checks.go'],
  kubeadms: true,
  reasons,
  needs: () => ['privilege'],
  names: () => [name],
  judge({ facts, stance }) {
    const { privilege } = facts;
    if (!privilege?.known) {
      const args = { cause: privilege?.cause.detail ?? 'it was not looked at' };
      return [findingOf(about, { code: 'user.unknown', verdict: 'unknown', subject: 'user', args })];
    }
    const { uid } = privilege.value;
    const evidence = [{ source: 'effective user id', excerpt: `uid ${uid}` }];
    if (uid === 0)
      return [findingOf(about, { code: 'user.root', verdict: 'pass', subject: 'user', evidence })];
    const isKubeadm = stance.policy === 'kubeadm';
    const answers = answersNeedingRoot(facts);
    return [
      findingOf(about, {
        code: isKubeadm ? 'user.not-root-kubeadm' : 'user.not-root',
        verdict: isKubeadm ? 'fail' : unknownOrInfo(answers),
        subject: 'user',
        args: { uid, answers },
        evidence,
        neededBy: ['kubeadm'],
      }),
    ];
  },
};

function unknownOrInfo(answers: readonly string[]): 'unknown' | 'info' {
  return answers.length > 0 ? 'unknown' : 'info';
}

const subjects: Readonly<Partial<Record<string, string>>> = {
  netfilter: 'the proof of the kernel',
  tools: 'the host tools',
  kernel: 'the kernel',
  os: 'the system',
  kernelConfig: 'the kernel configuration',
  cri: 'the container runtime',
  images: 'the images',
  rules: 'the rules that stand',
  ports: 'the ports',
  paths: 'the files of kubeadm',
  firewall: 'the firewall',
  sysctls: 'the sysctls',
  etcd: 'etcd',
  certificates: 'the certificates',
};

/** Which probes, or parts of them, could not answer for want of root. */
function answersNeedingRoot(facts: Facts): readonly string[] {
  const answers = Object.entries(facts)
    .filter(([, fact]) => !fact.known && isRefusal(fact.cause.code))
    .map(([probe]) => subjects[probe] ?? probe);
  const { netfilter, tools } = facts;
  const proofs = netfilter?.known ? netfilter.value.proofs : [];
  const refused = proofs.some(({ proof }) => !proof.known && isRefusal(proof.cause.code));
  if (refused) answers.push('the proof of the kernel');
  for (const tool of Object.values(tools?.known ? tools.value.byName : {})) {
    if (tool.state === 'unknown' && tool.fault === 'no-privilege') answers.push(tool.name);
  }
  return [...new Set(answers)];
}

function isRefusal(code: string): boolean {
  return code === 'needs-root' || code === 'forbidden';
}
