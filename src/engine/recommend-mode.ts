import type { ProxyMode } from '../config/plan.ts';
import type { ModeVerdict } from '../findings/mode-comparison.ts';

export interface Recommendation {
  /** '' when none is ready. */
  readonly recommended: ProxyMode | '';
  readonly reasons: readonly string[];
}

/** What speaks for each mode, in the order of preference (KEP-5343, KEP-5495). */
const preferences: readonly { readonly mode: ProxyMode; readonly because: string }[] = [
  {
    mode: 'nftables',
    because: 'stable since 1.33, the planned default from 1.40, and it needs no iptables on the host',
  },
  { mode: 'iptables', because: 'stable, the default up to 1.39, and it goes on being supported' },
  {
    mode: 'ipvs',
    because: 'the only mode that is ready here; it is deprecated since 1.35 and off by default from 1.40',
  },
];

/**
 * Recommends a mode for this host.
 * @param nftablesStable false before 1.33: then nftables is not recommended to anybody
 */
export function recommendMode(
  modes: readonly ModeVerdict[],
  present: ProxyMode | 'none',
  nftablesStable: boolean,
): Recommendation {
  if (present === 'none') {
    return { recommended: '', reasons: ['No kube-proxy is planned here: no mode needs choosing.'] };
  }
  const best = preferences.find(
    ({ mode }) => readinessOf(modes, mode) === 'ready' && (mode !== 'nftables' || nftablesStable),
  );
  if (best === undefined) return { recommended: '', reasons: ['No mode is shown to be ready on this host.'] };
  const reasons = [`${best.mode}: ${best.because}.`];
  if (present !== best.mode) reasons.push(aboutPresent(modes, present));
  return { recommended: best.mode, reasons };
}

function readinessOf(modes: readonly ModeVerdict[], mode: ProxyMode): ModeVerdict['readiness'] | undefined {
  return modes.find((one) => one.mode === mode)?.readiness;
}

function aboutPresent(modes: readonly ModeVerdict[], present: ProxyMode): string {
  const readiness = readinessOf(modes, present);
  if (readiness === 'not-ready') return `${present}, the mode planned now, does not work here.`;
  if (readiness === 'could-not-tell')
    return `Whether ${present}, the mode planned now, works here could not be told.`;
  if (present === 'ipvs') return 'ipvs, the mode planned now, works here until 1.40 turns it off by default.';
  return `${present}, the mode planned now, works here too: there is no hurry.`;
}
