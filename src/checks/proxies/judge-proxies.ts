import { exemptionOf, type ProxyTarget } from '../../catalog/no-proxy.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { ProxySettings, ProxyVariable } from '../../probes/proxies/facts.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { exemptionsOf } from './exemptions.ts';

/** Somebody the cluster must reach without a proxy. */
export interface Destination {
  /** As it is told: an address, a name, a subnet. */
  readonly shown: string;
  readonly target: ProxyTarget;
  readonly evidence: Evidence;
}

/** A unit, and whom it must reach. */
export interface UnitDuty {
  readonly units: RegExp;
  readonly why: string;
  readonly destinations: readonly Destination[];
}

export type ProxyCheck = 'HTTPProxy' | 'HTTPProxyCIDR';

/** Findings of one check about the environment and, where wanted, the units of the node. */
export function judgeProxies(
  check: ProxyCheck,
  { plan, facts }: Pick<CheckInput, 'plan' | 'facts'>,
  destinations: readonly Destination[],
  duties: readonly UnitDuty[],
): readonly Finding[] {
  const { proxies } = facts;
  if (proxies?.known !== true) {
    const detail = proxies?.cause.detail ?? 'it was not looked at';
    return [told(check, 'proxy.not-told', 'unknown', { detail }, [])];
  }
  const { environment, units, unread } = proxies.value;
  const except = exemptionsOf(plan);
  const ofUser = proxied(environment, destinations).map((destination) =>
    usedFinding(check, 'proxy.used', environment, destination, ['kubeadm', 'kube-apiserver'], { except }),
  );
  const ofUnits = units.flatMap((unit) =>
    duties
      .filter((duty) => duty.units.test(unit.unit))
      .flatMap((duty) =>
        proxied(unit, duty.destinations).map((destination) =>
          usedFinding(check, 'proxy.unit', unit, destination, [unit.unit], {
            unit: unit.unit,
            why: duty.why,
            except,
          }),
        ),
      ),
  );
  const unreadable = duties.length > 0 && unread.length > 0 ? [unreadFinding(check, unread)] : [];
  const findings = [...ofUser, ...ofUnits, ...unreadable];
  return findings.length > 0 ? findings : [goodFinding(check, environment, destinations)];
}

function proxied(
  { https, noProxy }: ProxySettings,
  destinations: readonly Destination[],
): readonly Destination[] {
  if (https === undefined) return [];
  return destinations.filter(({ target }) => exemptionOf(noProxy?.value ?? '', target) === undefined);
}

function usedFinding(
  check: ProxyCheck,
  code: string,
  { https, noProxy }: ProxySettings,
  { shown, evidence }: Destination,
  neededBy: readonly string[],
  more: Args = {},
): Finding {
  const args = {
    target: shown,
    variable: https?.variable ?? '',
    proxy: https?.value ?? '',
    noProxy: noProxy?.value ?? '',
    ...more,
  };
  return told(check, code, 'warn', args, [...variableEvidence([https, noProxy]), evidence], neededBy);
}

/** One entry for each source. */
function variableEvidence(variables: readonly (ProxyVariable | undefined)[]): readonly Evidence[] {
  const lines = new Map<string, string[]>();
  for (const one of variables) {
    if (one === undefined) continue;
    const line = `${one.variable}=${one.value}`;
    lines.set(one.source, [...(lines.get(one.source) ?? []), line]);
  }
  return [...lines].map(([source, excerpt]) => ({ source, excerpt: excerpt.join('\n') }));
}

function unreadFinding(check: ProxyCheck, files: readonly string[]): Finding {
  const evidence = files.map((file) => ({ source: file.split(':')[0] ?? file }));
  return told(check, 'proxy.unread', 'unknown', { files }, evidence);
}

function goodFinding(
  check: ProxyCheck,
  settings: ProxySettings,
  destinations: readonly Destination[],
): Finding {
  const { https, noProxy } = settings;
  if (https === undefined || destinations.length === 0)
    return told(check, 'proxy.none', 'pass', {}, [{ source: 'environment' }]);
  const rules = destinations.map(({ target }) => exemptionOf(noProxy?.value ?? '', target) ?? '');
  const args = { targets: destinations.map(({ shown }) => shown), rules: [...new Set(rules)] };
  return told(check, 'proxy.exempt', 'pass', args, variableEvidence([https, noProxy]));
}

export function told(
  check: ProxyCheck,
  code: string,
  verdict: Verdict,
  args: Args,
  evidence: readonly Evidence[],
  neededBy: readonly string[] = ['kubeadm'],
): Finding {
  const target = args['target'];
  const unit = args['unit'];
  const subject = [unit, target].filter((part) => part !== undefined).join(' ') || 'proxy';
  return findingOf({ check, group: 'network' }, { code, verdict, subject, args, evidence, neededBy });
}
