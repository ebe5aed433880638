import { flagAt, textAt, type Documents } from './config-document.ts';
import type { ErrorWords } from './config-error.ts';
import { safeText } from './excerpt.ts';
import { describeOrigin } from './origin.ts';
import type { Planned, ProxyMode } from './plan.ts';
import type { ClusterMode } from './plan-cluster.ts';
import type { PlanRequest } from './plan-request.ts';
import { addValueError, addValueNotice, type Problems } from './problems.ts';
import { minorOf, nftablesDefaultMinor } from './releases.ts';
import { fromDefault, tellDisagreement } from './settle.ts';
import { suggest } from './suggest.ts';

export type Mode = ProxyMode | 'none';

const modes: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs'];

export interface ModePlan {
  readonly proxyMode: Planned<Mode>;
  /** Somebody said it: it is not the default of the release. */
  readonly modeSet: boolean;
  /** Nobody said it, and the cluster was asked: its kube-proxy runs in the default of its release. */
  readonly askedCluster?: true;
}

export interface ModeSources {
  readonly documents: Documents;
  /** A skipped phase that takes kube-proxy away. */
  readonly noPhase?: Planned<'none'>;
  /** Absent: the cluster was not asked. */
  readonly cluster?: ClusterMode;
}

/** Who may say the mode, the strongest first: the flag, what takes kube-proxy away, its own document. */
export function planMode(
  { action, flags }: PlanRequest,
  { documents, noPhase, cluster }: ModeSources,
  release: string,
  problems: Problems,
): ModePlan {
  const flag = flagMode(flags.proxyMode, problems);
  const disabled = flagAt(documents.get('ClusterConfiguration'), 'proxy.disabled');
  const isDisabled =
    disabled?.value === true ? ({ value: 'none', origin: disabled.origin } as const) : undefined;
  const live = cluster && liveMode(cluster, problems);
  const written = live === undefined ? writtenMode(documents, problems) : live.planned;
  // To skip the phase in an upgrade leaves the kube-proxy that is there as it is.
  const taken = written === undefined ? noPhase : undefined;
  const sources: readonly (Planned<Mode> | undefined)[] =
    cluster === undefined ? [flag, noPhase, isDisabled, written] : [flag, taken, written, isDisabled];
  const [winner, ...others] = sources.filter((source) => source !== undefined);
  if (winner === undefined) {
    const proxyMode = defaultMode(release);
    if (action !== 'join' && action !== 'upgrade') return { proxyMode, modeSet: false };
    if (live !== undefined && live.why === undefined)
      return { proxyMode, modeSet: false, askedCluster: true };
    tellCluster(action, release, live?.why, problems);
    return { proxyMode, modeSet: false };
  }
  for (const other of others) tellDisagreement(problems, 'proxy mode', winner, other);
  if (winner === isDisabled && written === undefined) tellUseless(documents, isDisabled, problems);
  return { proxyMode: winner, modeSet: true };
}

function flagMode(written: string | undefined, problems: Problems): Planned<Mode> | undefined {
  if (written === undefined || written === '') return undefined;
  const origin = { kind: 'flag', flag: '--proxy-mode' } as const;
  const allowed: readonly Mode[] = [...modes, 'none'];
  const mode = allowed.find((each) => each === written);
  if (mode === undefined) addValueError(problems, origin, modeWords(written, allowed));
  return mode === undefined ? undefined : { value: mode, origin };
}

function writtenMode(documents: Documents, problems: Problems): Planned<ProxyMode> | undefined {
  const written = textAt(documents.get('KubeProxyConfiguration'), 'mode');
  if (written === undefined) return undefined;
  return knownMode(written, problems);
}

function knownMode(written: Planned<string>, problems: Problems): Planned<ProxyMode> | undefined {
  const mode = modes.find((each) => each === written.value);
  if (mode === undefined) addValueError(problems, written.origin, modeWords(written.value, modes));
  return mode === undefined ? undefined : { value: mode, origin: written.origin };
}

/** The mode of the cluster's kube-proxy; why, when it cannot be told; neither, when it is unset. */
function liveMode(
  cluster: ClusterMode,
  problems: Problems,
): { readonly planned?: Planned<Mode>; readonly why?: string } {
  if (!cluster.known) return { why: cluster.why };
  if ('nobody' in cluster) return { planned: { value: 'none', origin: cluster.nobody } };
  const { written } = cluster;
  if (written === undefined) return {};
  const planned = knownMode({ value: written.mode, origin: written.origin }, problems);
  if (planned !== undefined) return { planned };
  return { why: `${describeOrigin(written.origin)} names no mode: ${safeText(written.mode, 30)}` };
}

/** Why a mode is none. The comparison is exact in case, as kube-proxy's. */
function modeWords(written: string, allowed: readonly string[]): ErrorWords {
  const words = { code: 'config.unknown-mode', found: safeText(written), allowed };
  if (written === 'kernelspace') {
    return { ...words, message: 'kernelspace is the mode of Windows nodes; it cannot run on Linux' };
  }
  if (written === 'userspace') {
    const message = 'userspace mode was removed from kube-proxy in 1.26';
    return { ...words, message, suggestion: 'nftables' };
  }
  if (written === 'none') {
    const message = 'none is no mode of kube-proxy: a cluster without it skips the phase addon/kube-proxy';
    return { ...words, message, suggestion: 'skipPhases: [addon/kube-proxy] in the InitConfiguration' };
  }
  const near = written === 'nft' ? 'nftables' : suggest(written, allowed);
  const isCase = near !== undefined && near === written.toLowerCase();
  const message = isCase
    ? 'modes are written in lower case; kube-proxy refuses this one'
    : 'kube-proxy has no such mode';
  return { ...words, message, ...(near === undefined ? {} : { suggestion: near }) };
}

/** iptables up to 1.39; nftables from 1.40 on, by plan (KEP-5343). */
function defaultMode(release: string): Planned<Mode> {
  if (minorOf(release) < nftablesDefaultMinor) {
    return fromDefault('iptables', release);
  }
  return {
    value: 'nftables',
    origin: { kind: 'default', release: `v1.${nftablesDefaultMinor}`, planned: true },
  };
}

/** In join and upgrade the cluster knows the mode, and it has not been asked or did not say. */
function tellCluster(action: string, release: string, why: string | undefined, problems: Problems): void {
  const { value, origin } = defaultMode(release);
  addValueNotice(problems, origin, 'config.mode-from-cluster', {
    action,
    assumed: value,
    object: 'ConfigMap kube-system/kube-proxy',
    suggestion: '--proxy-mode',
    ...(why === undefined ? {} : { why }),
  });
}

/** A KubeProxyConfiguration for a kube-proxy that will not be there. */
function tellUseless(documents: Documents, none: Planned<'none'>, problems: Problems): void {
  const proxy = documents.get('KubeProxyConfiguration');
  const kind = textAt(proxy, 'kind');
  if (kind === undefined) return;
  tellDisagreement(problems, 'proxy mode', none, { value: 'KubeProxyConfiguration', origin: kind.origin });
}
