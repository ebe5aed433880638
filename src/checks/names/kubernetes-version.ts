import { isAtLeast, minorOf } from '../../catalog/release.ts';
import type { Verdict } from '../../findings/finding.ts';
import type { Check, CheckInput, Reason } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';

const name = 'KubernetesVersion';

const reasons: readonly Reason[] = [
  {
    code: 'version.within',
    means: 'The planned Kubernetes is not newer than kubeadm.',
    words: ({ want, kubeadm }) => ({ says: `kubeadm ${String(kubeadm)} knows Kubernetes ${String(want)}` }),
  },
  {
    code: 'version.newer-than-kubeadm',
    means: 'The planned Kubernetes is of a later minor release than kubeadm.',
    words: ({ want, kubeadm, minor }) => ({
      says: `Kubernetes ${String(want)} is newer than kubeadm ${String(kubeadm)}, which does not know what it needs`,
      need: `Kubernetes ${String(minor)} or older, or a newer kubeadm`,
      have: `Kubernetes ${String(want)}, kubeadm ${String(kubeadm)}`,
      remedies: [
        {
          what: 'install the kubeadm of that release, or plan a release that this kubeadm knows',
          verify: ['kubeadm version -o short'],
        },
      ],
    }),
  },
  {
    code: 'version.unreadable',
    means: 'One of the versions is none.',
    words: ({ want, kubeadm }) => ({
      says: 'kubeadm cannot compare its version with the planned Kubernetes',
      need: 'a version such as v1.36.2',
      have: `Kubernetes ${String(want)}, kubeadm ${String(kubeadm)}`,
      remedies: [{ what: 'name the release: --kubernetes-version v1.36.2' }],
    }),
  },
];

/** Whether kubeadm is as new as what it is to set up. Without --kubeadm-version there is nothing to compare. */
export const kubernetesVersionCheck: Check = {
  name,
  title: 'Kubernetes and kubeadm releases',
  group: 'configuration',
  sources: ['cmd/kubeadm/app/preflight/checks.go'],
  kubeadms: true,
  reasons,
  roles: ['control-plane'],
  needs: () => [],
  names: () => [name],
  judge({ plan, stance }) {
    const isAsked = stance.policy === 'kubeadm' || stance.kubeadmVersion !== undefined;
    if (!isAsked || (plan.action !== 'init' && plan.action !== 'join')) return [];
    const kubeadm = kubeadmReleaseOf(plan, stance);
    const [code, verdict] = compare(plan.kubernetesVersion.value, kubeadm);
    const want = plan.kubernetesVersion.value;
    return [
      findingOf(
        { check: name, group: 'configuration' },
        {
          code,
          verdict,
          subject: want,
          args: { want, kubeadm, minor: minorOf(kubeadm) },
          evidence: evidenceOf(plan.kubernetesVersion, stance, kubeadm),
          neededBy: ['kubeadm'],
        },
      ),
    ];
  },
};

/** Every version of the next minor release counts, pre-releases too. */
function compare(want: string, kubeadm: string): readonly [string, Verdict] {
  // Builds without a version of their own.
  if (kubeadm.startsWith('v0.0.0')) return ['version.within', 'pass'];
  if (![want, kubeadm].every((version) => /^v?\d+\.\d+\.\d+/u.test(version)))
    return ['version.unreadable', 'fail'];
  const [major = '1', minor = '0'] = minorOf(kubeadm).split('.');
  const isNewer = isAtLeast(want, `${major}.${Number(minor) + 1}.0`);
  return isNewer ? ['version.newer-than-kubeadm', 'warn'] : ['version.within', 'pass'];
}

function evidenceOf(
  planned: CheckInput['plan']['kubernetesVersion'],
  { kubeadmVersion }: CheckInput['stance'],
  kubeadm: string,
): readonly { readonly source: string; readonly excerpt?: string }[] {
  const own = kubeadmVersion === undefined ? [] : [{ source: '--kubeadm-version', excerpt: kubeadm }];
  return [plannedEvidence(planned), ...own];
}
