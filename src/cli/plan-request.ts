import type { PlanFlags, PlanRequest } from '../config/load-plan.ts';
import type { Action, Phase } from '../config/plan.ts';
import type { Host } from '../host/host.ts';
import type { FlagValues } from './flag.ts';

/** What a judging command says beyond its flags. */
export interface Target {
  readonly action: Action;
  readonly phase?: Phase;
  readonly controlPlane?: boolean;
  readonly apiServerEndpoint?: string;
  /** `upgrade apply VERSION`; `--kubernetes-version` wins over it. */
  readonly kubernetesVersion?: string;
}

const textFlags = {
  proxyMode: 'proxy-mode',
  kubernetesVersion: 'kubernetes-version',
  nodeName: 'node-name',
  criSocket: 'cri-socket',
  apiserverAdvertiseAddress: 'apiserver-advertise-address',
  apiserverBindPort: 'apiserver-bind-port',
  serviceCidr: 'service-cidr',
  podNetworkCidr: 'pod-network-cidr',
  serviceDnsDomain: 'service-dns-domain',
} as const satisfies Partial<Record<keyof PlanFlags, string>>;

const listFlags = {
  skipPhases: 'skip-phases',
  ignorePreflightErrors: 'ignore-preflight-errors',
} as const satisfies Partial<Record<keyof PlanFlags, string>>;

export async function planRequest(target: Target, flags: FlagValues, host: Host): Promise<PlanRequest> {
  return {
    action: target.action,
    ...(target.phase === undefined ? {} : { phase: target.phase }),
    controlPlane: target.controlPlane ?? false,
    files: flags.list('config') ?? [],
    flags: planFlagsOf(target, flags),
    strict: flags.yes('strict'),
    host: { hostName: host.hostName, addresses: await host.addresses() },
  };
}

function planFlagsOf(target: Target, flags: FlagValues): PlanFlags {
  const given = new Map<string, string | readonly string[] | boolean>();
  if (target.kubernetesVersion !== undefined) given.set('kubernetesVersion', target.kubernetesVersion);
  if (target.apiServerEndpoint !== undefined) given.set('apiServerEndpoint', target.apiServerEndpoint);
  for (const [key, name] of Object.entries(textFlags)) {
    const value = flags.text(name);
    if (value !== undefined) given.set(key, value);
  }
  for (const [key, name] of Object.entries(listFlags)) {
    const value = flags.list(name);
    if (value !== undefined) given.set(key, value);
  }
  if (flags.yes('dry-run')) given.set('dryRun', true);
  return Object.fromEntries(given);
}
