import { goDurationMs } from '../config/go-duration.ts';
import type { ClusterFlags, PlanFlags, PlanRequest } from '../config/load-plan.ts';
import type { Action, Phase } from '../config/plan.ts';
import { exitCodes } from '../engine/exit-code.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { planHostOf } from './held-facts.ts';

/** What a judging command says beyond its flags. */
export interface Target {
  readonly action: Action;
  readonly phase?: Phase;
  readonly controlPlane?: boolean;
  readonly apiServerEndpoint?: string;
  /** `upgrade apply VERSION`; `--kubernetes-version` wins over it. */
  readonly kubernetesVersion?: string;
  /** `named`: the cluster is asked only with a --kubeconfig; default: with whatever leads to it. */
  readonly askCluster?: 'named';
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
  cni: 'cni',
} as const satisfies Partial<Record<keyof PlanFlags, string>>;

export async function planRequest(target: Target, flags: FlagValues, context: Context): Promise<PlanRequest> {
  const cluster = await clusterFlagsOf(target, flags, context);
  const host = await planHostOf(context);
  return {
    action: target.action,
    ...(target.phase === undefined ? {} : { phase: target.phase }),
    controlPlane: target.controlPlane ?? false,
    files: flags.list('config') ?? [],
    flags: planFlagsOf(target, flags),
    ownFiles: { waivers: flags.list('waivers') ?? [], requirements: flags.list('requirements') ?? [] },
    ...(cluster === undefined ? {} : { cluster }),
    strict: flags.yes('strict'),
    host: { hostName: host.hostName, addresses: await host.addresses() },
  };
}

/** As `kubeadm upgrade` finds it: a control-plane node by its manifest (cmd/phases/upgrade/node/data.go). */
async function clusterFlagsOf(
  { action, askCluster }: Target,
  flags: FlagValues,
  context: Context,
): Promise<ClusterFlags | undefined> {
  const kubeconfig = flags.text('kubeconfig');
  if (action !== 'join' && action !== 'upgrade') return undefined;
  if (askCluster === 'named' && kubeconfig === undefined) return undefined;
  const both = flags.text('token');
  const texts = {
    kubeconfig,
    discoveryFile: flags.text('discovery-file'),
    discoveryToken: flags.text('discovery-token') ?? both,
    tlsBootstrapToken: flags.text('tls-bootstrap-token') ?? both,
  };
  const hashes = flags.list('discovery-token-ca-cert-hash');
  const apiTimeoutMs = apiTimeout(flags.text('api-timeout'));
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined && value !== '')),
    ...(hashes === undefined ? {} : { caCertHashes: hashes }),
    unsafeSkipCAVerification: flags.yes('discovery-token-unsafe-skip-ca-verification'),
    memberFiles: action === 'upgrade' ? await memberFiles(context) : [],
    ...(apiTimeoutMs === undefined ? {} : { apiTimeoutMs }),
    allowExec: flags.yes('allow-exec-credentials'),
  };
}

/** Files of this machine lead to the cluster of this machine, and not to that of an image or of facts. */
async function memberFiles(context: Context): Promise<readonly string[]> {
  if (context.desk !== undefined) return [];
  const host = await context.host();
  const manifest = await host.status('/etc/kubernetes/manifests/kube-apiserver.yaml');
  return [manifest.ok ? '/etc/kubernetes/admin.conf' : '/etc/kubernetes/kubelet.conf'];
}

/** `20s`, `1m`, or plain seconds. */
function apiTimeout(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const ms = goDurationMs(/^\d+$/u.test(written) ? `${written}s` : written);
  if (ms !== undefined && ms > 0 && ms <= 600_000) return ms;
  throw new UserError(
    `--api-timeout is no duration up to 10m: ${JSON.stringify(written)}; 20s is`,
    exitCodes.usage,
  );
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
