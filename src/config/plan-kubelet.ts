import {
  extraArgAt,
  flagAt,
  numberAt,
  textAt,
  valueAt,
  type ConfigDocument,
  type Documents,
} from './config-document.ts';
import { fileOrigin } from './problems.ts';
import type { KubeletPlan, Planned } from './plan.ts';
import { judgePort } from './plan-network.ts';
import type { Problems } from './problems.ts';
import { minorOf } from './releases.ts';
import { fromDefault, settle } from './settle.ts';

/** The kubelet's flags win over its configuration file, so they come first. */
export function planKubelet(
  documents: Documents,
  criSocket: Planned<string>,
  release: string,
  problems: Problems,
): KubeletPlan {
  const kubelet = documents.get('KubeletConfiguration');
  const node = documents.get('InitConfiguration') ?? documents.get('JoinConfiguration');
  const arg = (name: string): Planned<string> | undefined =>
    extraArgAt(node, 'nodeRegistration.kubeletExtraArgs', name);
  const text = (name: string, field: string, fallback: string): Planned<string> =>
    settle(problems, `kubelet ${field}`, [arg(name), textAt(kubelet, field)], fromDefault(fallback, release));
  const flag = (name: string, field: string, fallback: boolean): Planned<boolean> =>
    settle(
      problems,
      `kubelet ${field}`,
      [asFlag(arg(name)), flagAt(kubelet, field)],
      fromDefault(fallback, release),
    );
  const endpoint = settle(
    problems,
    'kubelet containerRuntimeEndpoint',
    [arg('container-runtime-endpoint'), textAt(kubelet, 'containerRuntimeEndpoint')],
    criSocket,
  );
  return {
    makeIPTablesUtilChains: flag('make-iptables-util-chains', 'makeIPTablesUtilChains', true),
    failSwapOn: flag('fail-swap-on', 'failSwapOn', true),
    // The default turned at 1.35 (#134298).
    failCgroupV1: flag('fail-cgroupv1', 'failCgroupV1', minorOf(release) >= 35),
    // kubeadm writes systemd where the kubelet itself would take cgroupfs.
    cgroupDriver: text('cgroup-driver', 'cgroupDriver', 'systemd'),
    containerRuntimeEndpoint: endpoint,
    port: port(arg('port'), kubelet, 'port', 10_250, release, problems),
    healthzPort: port(arg('healthz-port'), kubelet, 'healthzPort', 10_248, release, problems),
    resolvConf: settle(
      problems,
      'kubelet resolvConf',
      [arg('resolv-conf'), emptyOrText(kubelet, 'resolvConf')],
      fromDefault('/etc/resolv.conf', release),
    ),
    protectKernelDefaults: flag('protect-kernel-defaults', 'protectKernelDefaults', false),
    swapBehavior: textAt(kubelet, 'memorySwap.swapBehavior') ?? fromDefault('', release),
  };
}

function asFlag(planned: Planned<string> | undefined): Planned<boolean> | undefined {
  if (planned === undefined) return undefined;
  return { value: !/^(?:0|f|false)$/i.test(planned.value), origin: planned.origin };
}

/** Empty text is a value of its own here: it switches DNS look-ups of the host off. */
function emptyOrText(document: ConfigDocument | undefined, field: string): Planned<string> | undefined {
  const tree = valueAt(document, field);
  if (document === undefined || tree?.kind !== 'scalar' || tree.value !== '') return textAt(document, field);
  return { value: '', origin: fileOrigin({ source: document.source, offset: tree.offset, field }) };
}

function port(
  arg: Planned<string> | undefined,
  kubelet: ConfigDocument | undefined,
  field: string,
  fallback: number,
  release: string,
  problems: Problems,
): Planned<number> {
  const fromArg = arg && { value: Number(arg.value), origin: arg.origin };
  const planned = settle(
    problems,
    `kubelet ${field}`,
    [fromArg, numberAt(kubelet, field)],
    fromDefault(fallback, release),
  );
  // healthzPort 0 switches the endpoint off; port 0 means unset.
  if (planned.value !== 0) judgePort(planned, `the kubelet's ${field}`, problems, arg?.value);
  return planned.value === 0 && field === 'port' ? fromDefault(fallback, release) : planned;
}
