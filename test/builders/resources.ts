import { kubeletSysctls, watchedKeys } from '../../src/catalog/sysctls.ts';
import type { CpuFacts } from '../../src/probes/cpus.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { MemoryFacts } from '../../src/probes/memory.ts';
import type { SwapAtBootFacts, SwapDevice, SwapFacts, SwapSource } from '../../src/probes/swap/facts.ts';
import type { SysctlAssignment, SysctlFilesFacts } from '../../src/probes/sysctl-files/facts.ts';
import type { SysctlFacts, SysctlValue } from '../../src/probes/sysctls/facts.ts';

const off = new Set(['net/ipv6/conf/all/disable_ipv6', 'net/ipv6/conf/default/disable_ipv6']);
const ofKubelet = new Map(kubeletSysctls.map(({ key, value }) => [key, value]));

function healthy(key: string): string {
  return off.has(key) ? '0' : (ofKubelet.get(key) ?? '1');
}

/** What a file of /proc/sys holds; undefined: it is not there. */
export function sysctlValue(text: string | undefined, writable = true): SysctlValue {
  return text === undefined ? { state: 'absent' } : { state: 'read', text: `${text}\n`, writable };
}

/** All as Kubernetes wants it, but for what is named. */
export function sysctlsWith(
  values: Readonly<Record<string, SysctlValue>> = {},
  ipv6Interfaces: SysctlFacts['ipv6Interfaces'] = [],
): Pick<Facts, 'sysctls'> {
  const usual = Object.fromEntries(watchedKeys.map((key) => [key, sysctlValue(healthy(key))]));
  return { sysctls: known({ values: { ...usual, ...values }, ipv6Interfaces }) };
}

/** `/etc/sysctl.d/90-kubernetes.conf` sets the key. */
export function assignment(
  key: string,
  value: string,
  file = '/etc/sysctl.d/90-kubernetes.conf',
): SysctlAssignment {
  return { file, line: 1, text: `${key.replaceAll('/', '.')} = ${value}`, value };
}

/** Every watched sysctl is set at boot, but for what is named. */
export function sysctlFilesWith(
  atBoot: SysctlFilesFacts['atBoot'] = {},
  rest: Partial<SysctlFilesFacts> = {},
): Pick<Facts, 'sysctlFiles'> {
  const usual = Object.fromEntries(watchedKeys.map((key) => [key, [assignment(key, healthy(key))]]));
  return {
    sysctlFiles: known({
      appliedBy: 'systemd-sysctl',
      atBoot: { ...usual, ...atBoot },
      passedOver: {},
      unread: [],
      turnsForwardingOn: [],
      ...rest,
    }),
  };
}

export function cpusOf(facts: Partial<CpuFacts>): Pick<Facts, 'cpus'> {
  return { cpus: known({ usable: 4, online: 4, ...facts }) };
}

const gib = 1024 * 1024;

export function memoryOf(facts: Partial<MemoryFacts>): Pick<Facts, 'memory'> {
  return { memory: known({ totalKiB: 4 * gib, availableKiB: 3 * gib, ...facts }) };
}

/** Swap on these devices. */
export function swapOn(...devices: readonly SwapDevice[]): Pick<Facts, 'swap'> {
  const lines = devices.map(({ name, kind, sizeKiB }) => `${name} ${kind} ${sizeKiB} 0 -2`);
  return { swap: known({ on: devices.length > 0, devices, lines, unified: true } satisfies SwapFacts) };
}

export function swapReturns(...sources: readonly SwapSource[]): Pick<Facts, 'swapAtBoot'> {
  return { swapAtBoot: known({ sources, unread: [] } satisfies SwapAtBootFacts) };
}

export const resourceDefaults: Facts = {
  ...sysctlsWith(),
  ...sysctlFilesWith(),
  ...cpusOf({}),
  ...memoryOf({}),
  ...swapOn(),
  ...swapReturns(),
};
