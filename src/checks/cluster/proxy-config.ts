import type { ProxySeen } from '../../config/cluster-seen.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { Check } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { needsCluster } from './asked-cluster.ts';
import { proxyConfigReasons } from './proxy-config-reasons.ts';

const name = 'KubeProxyConfig';
const map = 'ConfigMap kube-system/kube-proxy (config.conf)';
const set = 'DaemonSet kube-system/kube-proxy';

interface Judged {
  readonly code: string;
  readonly verdict: Verdict;
  readonly args?: Args;
}

/** What the cluster's kube-proxy really runs with: its ConfigMap, or the arguments of its DaemonSet. */
export const proxyConfigCheck: Check = {
  name,
  title: "the cluster's kube-proxy: ConfigMap and DaemonSet",
  group: 'cluster',
  sources: ['kube-proxy: Options.Complete in cmd/kube-proxy/app/options.go', 'kubernetes#138090'],
  reasons: proxyConfigReasons,
  needs: needsCluster,
  names: () => [name],
  judge({ plan, facts: { cluster } }) {
    if (needsCluster(plan).length === 0 || cluster?.known !== true || !cluster.value.reached) return [];
    return [tell(cluster.value.proxy, judgeProxy(cluster.value.proxy, plan.action === 'upgrade'))];
  },
};

function tell(seen: ProxySeen, { code, verdict, args }: Judged): Finding {
  const words = [
    ...(seen.argumentConfig === undefined ? [] : [`--config=${seen.argumentConfig}`]),
    ...(seen.argumentMode === undefined ? [] : [`--proxy-mode=${seen.argumentMode}`]),
  ].join(' ');
  const mapText = seen.mapMode === undefined ? seen.configMap : `mode: ${JSON.stringify(seen.mapMode)}`;
  const setText = seen.daemonSet === 'found' ? words || 'neither --config nor --proxy-mode' : seen.daemonSet;
  return findingOf(
    { check: name, group: 'cluster' },
    {
      code,
      verdict,
      subject: 'kube-proxy',
      args: { map: seen.mapMode ?? '', argument: seen.argumentMode ?? '', ...args },
      evidence: [
        { source: map, excerpt: mapText },
        { source: set, excerpt: setText },
      ],
      neededBy: ['kube-proxy'],
    },
  );
}

function judgeProxy(seen: ProxySeen, isUpgrade: boolean): Judged {
  const { ruler, mapMode, argumentMode, daemonSet, configMap } = seen;
  if (ruler.by === 'unknown')
    return { code: 'proxy-config.not-told', verdict: 'unknown', args: { why: ruler.why } };
  if (ruler.by === 'arguments' || ruler.by === 'default') return judgeArguments(seen);
  if (configMap === 'found' && daemonSet === 'not-found') {
    return { code: 'proxy-config.no-daemonset', verdict: 'warn', args: { isUpgrade } };
  }
  if (ruler.by === 'nobody') {
    if (daemonSet === 'found') return { code: 'proxy-config.no-map', verdict: 'warn' };
    return { code: 'proxy-config.none', verdict: 'pass' };
  }
  if (daemonSet !== 'found') return { code: 'proxy-config.map-alone', verdict: 'pass', args: { daemonSet } };
  if (argumentMode !== undefined && argumentMode !== mapMode) {
    return { code: 'proxy-config.flag-ignored', verdict: 'warn' };
  }
  return { code: 'proxy-config.map-rules', verdict: 'pass' };
}

/** kube-proxy is started without --config. */
function judgeArguments({ mapMode, argumentMode = '' }: ProxySeen): Judged {
  if (mapMode !== undefined && mapMode !== argumentMode)
    return { code: 'proxy-config.map-ignored', verdict: 'warn' };
  return { code: 'proxy-config.arguments-rule', verdict: 'pass' };
}
