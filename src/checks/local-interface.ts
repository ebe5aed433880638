import { isAtLeast, minorOf } from '../catalog/release.ts';
import type { Plan } from '../config/plan.ts';
import type { Finding } from '../findings/finding.ts';
import type { Reason } from './check.ts';
import { findingOf, plannedEvidence } from './finding-of.ts';

/** Releases from which on the name of an interface is matched as a name (kubernetes#134024, #134118, #134117). */
const mended = '1.35';
const patched = ['1.33.6', '1.34.2'];

export const localInterfaceReason: Reason = {
  code: 'mode.local-interface-broken',
  means: 'nftables mode of this release cannot tell local traffic by the name of its interface.',
  words: ({ mode, release, isPrefix }) => ({
    says:
      isPrefix === true
        ? `nftables mode of ${String(release)} cannot load its rules with detectLocalMode: ${String(mode)}`
        : `nftables mode of ${String(release)} cannot load its rules with detectLocalMode: ${String(mode)} while the bridge is not there`,
    need: `Kubernetes ${mended}, or ${patched.toReversed().join(' or ')}: earlier ones ask for an interface of exactly that name (iif), which must exist`,
    have: `detectLocalMode: ${String(mode)} with ${String(release)}`,
    remedies: [{ what: 'use a release with the fix, or detectLocalMode: ClusterCIDR or NodeCIDR' }],
  }),
};

/** A prefix is the name of no interface: each sync fails. A bridge is one, once the network plugin has made it. */
export function judgeLocalInterface({ proxyMode, kubeProxy, kubernetesVersion }: Plan): readonly Finding[] {
  const mode = kubeProxy.detectLocalMode.value;
  const isPrefix = mode === 'InterfaceNamePrefix';
  const release = kubernetesVersion.value;
  if (proxyMode.value !== 'nftables' || (!isPrefix && mode !== 'BridgeInterface')) return [];
  const isPatched = patched.some((one) => minorOf(one) === minorOf(release) && isAtLeast(release, one));
  if (isPatched || isAtLeast(release, mended)) return [];
  return [
    findingOf(
      { check: 'ProxyMode', group: 'proxy' },
      {
        code: localInterfaceReason.code,
        verdict: isPrefix ? 'fail' : 'warn',
        subject: `detectLocalMode ${mode}`,
        args: { mode, release, isPrefix },
        evidence: [plannedEvidence(kubeProxy.detectLocalMode), plannedEvidence(kubernetesVersion)],
        neededBy: ['kube-proxy (nftables)'],
      },
    ),
  ];
}
