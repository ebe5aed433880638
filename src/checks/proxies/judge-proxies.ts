import { exemptionOf, type ProxyTarget } from '../../catalog/no-proxy.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { ProxySettings, ProxyVariable } from '../../probes/proxies/facts.ts';
import { findingOf } from '../finding-of.ts';

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
  facts: Facts,
  destinations: readonly Destination[],
  duties: readonly UnitDuty[],
): readonly Finding[] {
  const { proxies } = facts;
  if (proxies?.known !== true) {
    const detail = proxies?.cause.detail ?? 'it was not looked at';
    return [told(check, 'proxy.not-told', 'unknown', { detail }, [])];
  }
  const { environment, units, unread } = proxies.value;
  const ofUser = proxied(environment, destinations).map((destination) =>
    usedFinding(check, 'proxy.used', environment, destination, ['kubeadm', 'kube-apiserver']),
  );
  const ofUnits = units.flatMap((unit) =>
    duties
      .filter((duty) => duty.units.test(unit.unit))
      .flatMap((duty) =>
        proxied(unit, duty.destinations).map((destination) =>
          usedFinding(check, 'proxy.unit', unit, destination, [unit.unit], {
            unit: unit.unit,
            why: duty.why,
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
    except: [shown],
    ...more,
  };
  const from = [https, noProxy].filter((one) => one !== undefined).map(variableEvidence);
  return told(check, code, 'warn', args, [...from, evidence], neededBy);
}

function variableEvidence({ variable, value, source }: ProxyVariable): Evidence {
  return { source, excerpt: `${variable}=${value}` };
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
  return told(
    check,
    'proxy.exempt',
    'pass',
    args,
    [https, noProxy].filter((one) => one !== undefined).map(variableEvidence),
  );
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
