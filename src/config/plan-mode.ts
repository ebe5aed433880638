import { flagAt, textAt, type Documents } from './config-document.ts';
import type { ErrorWords } from './config-error.ts';
import { safeText } from './excerpt.ts';
import type { Planned, ProxyMode } from './plan.ts';
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
}

/** Who may say the mode, the strongest first: the flag, what takes kube-proxy away, its own document. */
export function planMode(
  { action, flags }: PlanRequest,
  documents: Documents,
  noPhase: Planned<'none'> | undefined,
  release: string,
  problems: Problems,
): ModePlan {
  const flag = flagMode(flags.proxyMode, problems);
  const disabled = flagAt(documents.get('ClusterConfiguration'), 'proxy.disabled');
  const isDisabled =
    disabled?.value === true ? ({ value: 'none', origin: disabled.origin } as const) : undefined;
  const written = writtenMode(documents, problems);
  const sources: readonly (Planned<Mode> | undefined)[] = [flag, noPhase, isDisabled, written];
  const [winner, ...others] = sources.filter((source) => source !== undefined);
  if (winner === undefined) {
    if (action === 'join' || action === 'upgrade') tellCluster(action, release, problems);
    return { proxyMode: defaultMode(release), modeSet: false };
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
  const mode = modes.find((each) => each === written.value);
  if (mode === undefined) addValueError(problems, written.origin, modeWords(written.value, modes));
  return mode === undefined ? undefined : { value: mode, origin: written.origin };
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

/** In join and upgrade the cluster knows the mode, and it has not been asked. */
function tellCluster(action: string, release: string, problems: Problems): void {
  const { value, origin } = defaultMode(release);
  addValueNotice(problems, origin, 'config.mode-from-cluster', {
    action,
    assumed: value,
    object: 'ConfigMap kube-system/kube-proxy',
    suggestion: '--proxy-mode',
  });
}

/** A KubeProxyConfiguration for a kube-proxy that will not be there. */
function tellUseless(documents: Documents, none: Planned<'none'>, problems: Problems): void {
  const proxy = documents.get('KubeProxyConfiguration');
  const kind = textAt(proxy, 'kind');
  if (kind === undefined) return;
  tellDisagreement(problems, 'proxy mode', none, { value: 'KubeProxyConfiguration', origin: kind.origin });
}
