import { isBridging } from '../../catalog/cni-plugins.ts';
import { bridgeFiles, pathCheckName } from '../../catalog/kubeadm-checks.ts';
import { bridgeKeys, sysctlRoot } from '../../catalog/sysctls.ts';
import type { Family, Plan } from '../../config/plan.ts';
import type { Evidence, Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { CheckInput } from '../check.ts';
import { cniInUse, configInForce, typesOf } from '../cni/cni-in-use.ts';
import { findingOf } from '../finding-of.ts';

/** Not in the catalogue, and on a bridge all the same. */
const alsoBridging = new Set(['weave-net']);
/** What flannel delegates to is a bridge unless it is one of these. */
const delegates = new Set(['ptp', 'ipvlan', 'macvlan', 'host-device']);

/**
 * Pods of one bridge reach each other past the rules of kube-proxy, unless br_netfilter hands the bridge's
 * packets to them: then no answer of a Service comes back. Without such a CNI plugin nobody needs it
 * (kubeadm#3025, cilium#9229).
 */
export function judgeBridge({ plan, facts }: CheckInput, families: readonly Family[]): readonly Finding[] {
  const { sysctls } = facts;
  // What cannot be told here the forwarding checks say already.
  if (plan.proxyMode.value === 'none' || sysctls?.known !== true) return [];
  const { bridges, plugins, evidence } = bridgesPods(plan, facts);
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
          args: { key: bridgeKeys[family], plugins, known: bridges === true },
          evidence: [
            { source: `${sysctlRoot}${bridgeKeys[family]}`, ...(text === '' ? {} : { excerpt: text }) },
            ...evidence,
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

interface Bridging {
  /** undefined: there is no CNI configuration yet, or it cannot be read. */
  readonly bridges?: boolean;
  readonly plugins: readonly string[];
  readonly evidence: readonly Evidence[];
}

function bridgesPods(plan: Plan, facts: Facts): Bridging {
  const inUse = cniInUse(plan, facts);
  const config = configInForce(facts);
  const types = config === undefined ? [] : typesOf(config);
  if (inUse === undefined) return { plugins: [], evidence: [] };
  const isNamed = plan.cni.plugins.value.length > 0;
  const { main } = inUse;
  const isBridge =
    main === undefined ? !isNamed && types.some((type) => alsoBridging.has(type)) : isBridging(main);
  // What somebody named may be other than what this host was set up with.
  const isDelegated = !isNamed && types.some((type) => delegates.has(type));
  return {
    bridges: isBridge && !isDelegated,
    plugins: isNamed ? inUse.plugins : types,
    evidence: inUse.evidence,
  };
}
