import { familiesOf, prefixOf } from '../addresses.ts';
import { type ConfigDocument, numberAt, textAt, textsAt } from '../config-document.ts';
import { safeText } from '../excerpt.ts';
import { goDurationMs } from '../go-duration.ts';
import type { Planned } from '../plan.ts';
import type { Mode } from '../plan-mode.ts';
import { addValueError, type Problems } from '../problems.ts';
import { isAddressAndPort, isPortRange, isSloppyAddress } from './formats.ts';

/** What kube-proxy refuses when it starts, beside what the Plan reads (pkg/proxy/apis/config/validation). */
export async function refuseProxyValues(
  proxy: ConfigDocument | undefined,
  mode: Mode,
  problems: Problems,
): Promise<void> {
  if (proxy === undefined) return;
  for (const [field, must, isRight] of shapes) {
    const written = textAt(proxy, field);
    if (written !== undefined && !(await isRight(written.value)))
      refuse(written, `${field} ${must}`, problems);
  }
  for (const field of [...durations, ...(mode === 'ipvs' ? ipvsDurations : [])]) {
    const written = textAt(proxy, field);
    if (written !== undefined && (msOf(written.value) ?? 0) < 0)
      refuse(written, `${field} must not be negative`, problems);
  }
  const burst = numberAt(proxy, 'clientConnection.burst');
  if (burst !== undefined && burst.value < 0)
    refuse(burst, 'clientConnection.burst must not be negative', problems);
  refuseSyncPeriods(proxy, mode, problems);
  refuseLocalInterface(proxy, problems);
  refuseClusterCidrs(proxy, problems);
  if (mode === 'ipvs') await refuseExcluded(proxy, problems);
}

type Shape = readonly [field: string, must: string, isRight: (value: string) => boolean | Promise<boolean>];

const shapes: readonly Shape[] = [
  ['bindAddress', 'must be an IP address', isSloppyAddress],
  ['healthzBindAddress', 'must be an IP address, and may have a port', isAddressAndPort],
  ['metricsBindAddress', 'must be an IP address, and may have a port', isAddressAndPort],
  ['portRange', 'must be a range of ports, such as 300-2000', isPortRange],
];

/** 0 is the default, or switches a time-out off. */
const durations: readonly string[] = [
  'configSyncPeriod',
  'conntrack.tcpEstablishedTimeout',
  'conntrack.tcpCloseWaitTimeout',
  'conntrack.udpTimeout',
  'conntrack.udpStreamTimeout',
];
const ipvsDurations: readonly string[] = ['ipvs.tcpTimeout', 'ipvs.tcpFinTimeout', 'ipvs.udpTimeout'];

/** 30 s between full syncs and 1 s between any two are the defaults; ipvs has no least. */
function refuseSyncPeriods(proxy: ConfigDocument, mode: Mode, problems: Problems): void {
  if (mode === 'none') return;
  const period = textAt(proxy, `${mode}.syncPeriod`);
  const least = textAt(proxy, `${mode}.minSyncPeriod`);
  const periodMs = msOf(period?.value) || 30_000;
  const leastMs = msOf(least?.value) || (mode === 'ipvs' ? 0 : 1000);
  if (period !== undefined && periodMs < 0) {
    refuse(period, `${mode}.syncPeriod must not be negative`, problems);
  } else if (least !== undefined && leastMs < 0) {
    refuse(least, `${mode}.minSyncPeriod must not be negative`, problems);
  } else if (leastMs > periodMs) {
    const written = least ?? period;
    const message = `${mode}.minSyncPeriod must not be longer than ${mode}.syncPeriod (${periodMs / 1000} s)`;
    if (written !== undefined) refuse(written, message, problems);
  }
}

function refuseLocalInterface(proxy: ConfigDocument, problems: Problems): void {
  const mode = textAt(proxy, 'detectLocalMode');
  const fields: Readonly<Record<string, string>> = {
    BridgeInterface: 'detectLocal.bridgeInterface',
    InterfaceNamePrefix: 'detectLocal.interfaceNamePrefix',
  };
  const field = fields[mode?.value ?? ''];
  if (mode === undefined || field === undefined || textAt(proxy, field) !== undefined) return;
  refuse(mode, `detectLocalMode ${mode.value} needs ${field}`, problems);
}

/** One, or one of each family, where kube-proxy tells local traffic by it. */
function refuseClusterCidrs(proxy: ConfigDocument, problems: Problems): void {
  const written = textAt(proxy, 'clusterCIDR');
  if (written === undefined || (textAt(proxy, 'detectLocalMode')?.value ?? 'ClusterCIDR') !== 'ClusterCIDR')
    return;
  const all = written.value.split(',');
  if (all.length === 1 || (all.length === 2 && familiesOf(all).length === 2)) return;
  refuse(written, 'clusterCIDR is one subnet, or one of IPv4 and one of IPv6', problems);
}

async function refuseExcluded(proxy: ConfigDocument, problems: Problems): Promise<void> {
  for (const written of textsAt(proxy, 'ipvs.excludeCIDRs') ?? []) {
    if ((await prefixOf(written.value)) === undefined)
      refuse(written, 'ipvs.excludeCIDRs takes addresses with a prefix length', problems);
  }
}

/** With a sign, which a duration of Go may have. */
function msOf(text: string | undefined): number | undefined {
  const [, sign, amount = ''] = /^([-+]?)(.*)$/su.exec(text ?? '') ?? [];
  const ms = goDurationMs(amount);
  return ms === undefined ? undefined : sign === '-' ? -ms : ms;
}

function refuse({ value, origin }: Planned<string | number>, message: string, problems: Problems): void {
  addValueError(problems, origin, { code: 'config.bad-value', message, found: safeText(String(value)) });
}
