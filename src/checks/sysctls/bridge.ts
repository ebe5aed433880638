import { bridgeFiles, pathCheckName } from '../../catalog/kubeadm-checks.ts';
import { bridgeKeys, sysctlRoot } from '../../catalog/sysctls.ts';
import type { Family } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CniConfig } from '../../probes/sysctl-files/facts.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';

/** CNI plugins that put pods on a Linux bridge; what flannel delegates to is a bridge unless it says otherwise. */
const bridging = new Set(['bridge', 'flannel', 'weave-net']);
const delegates = new Set(['ptp', 'ipvlan', 'macvlan', 'host-device']);

/**
 * Pods of one bridge reach each other past the rules of kube-proxy, unless br_netfilter hands the bridge's
 * packets to them: then no answer of a Service comes back. Without such a CNI plugin nobody needs it
 * (kubeadm#3025, cilium#9229).
 */
export function judgeBridge({ plan, facts }: CheckInput, families: readonly Family[]): readonly Finding[] {
  const { sysctls, sysctlFiles } = facts;
  // What cannot be told here the forwarding checks say already.
  if (plan.proxyMode.value === 'none' || sysctls?.known !== true) return [];
  const cni = sysctlFiles?.known === true ? sysctlFiles.value.cni : undefined;
  const bridges = bridgesPods(cni);
  if (bridges === false) return [];
  const findings: Finding[] = [];
  for (const family of families) {
    const value = sysctls.value.values[bridgeKeys[family]];
    if (value?.state === 'unread' || value === undefined) continue;
    const isOn = value.state === 'read' && value.text.startsWith('1');
    const text = value.state === 'read' ? value.text.trim().slice(0, 80) : '';
    findings.push(
      findingOf(
        { check: pathCheckName('FileContent', bridgeFiles[family]), group: 'network' },
        {
          code: isOn ? 'bridge.on' : value.state === 'absent' ? 'bridge.not-loaded' : 'bridge.off',
          verdict: isOn ? 'pass' : bridges === true ? 'warn' : 'info',
          subject: bridgeFiles[family],
          args: { key: bridgeKeys[family], plugins: cni?.types ?? [], known: bridges === true },
          evidence: [
            { source: `${sysctlRoot}${bridgeKeys[family]}`, ...(text === '' ? {} : { excerpt: text }) },
            ...(cni === undefined ? [] : [{ source: cni.file, excerpt: cni.types.join(', ') }]),
          ],
          neededBy: ['kube-proxy, where the CNI plugin puts pods on a bridge'],
        },
      ),
    );
    // One module brings both files: said once.
    if (value.state === 'absent') break;
  }
  return findings;
}

/** undefined: there is no CNI configuration yet, or it cannot be read. */
function bridgesPods(cni: CniConfig | undefined): boolean | undefined {
  if (cni === undefined || cni.types.length === 0) return undefined;
  if (cni.types.some((type) => delegates.has(type))) return false;
  return cni.types.some((type) => bridging.has(type));
}
