import { kubeadmCheckNames, mayBeKubeadmCheck } from '../catalog/check-names.ts';
import { whyUnwaivable } from '../catalog/unwaivable.ts';
import type { Check } from '../checks/check.ts';
import { waiverReasons, waiversName } from '../checks/waiver-reasons.ts';
import { describeOrigin } from '../config/origin.ts';
import { concernsHost } from '../config/own-files/host-pattern.ts';
import type { Waiver } from '../config/own-files/waiver.ts';
import type { Plan } from '../config/plan.ts';
import { suggest } from '../config/suggest.ts';
import type { Args, Finding, ToldFinding, Verdict } from '../findings/finding.ts';
import { tell } from './tell.ts';

export interface WaiverCase {
  readonly plan: Plan;
  /** For the names that a waiver may have. */
  readonly checks: readonly Check[];
  /** By which this host may be meant. */
  readonly hostNames: readonly string[];
  /** `2026-11-23` */
  readonly today: string;
}

/**
 * Turns the failures that somebody answers for into warnings, and says what became of each waiver:
 * expired and refused ones warn, and do not apply; unused ones are told.
 */
export function applyWaivers(findings: readonly ToldFinding[], given: WaiverCase): readonly ToldFinding[] {
  const { plan, hostNames } = given;
  const mine = plan.waivers.filter(({ hosts }) => concernsHost(hosts, hostNames));
  if (mine.length === 0) return findings;
  const judged = mine.map((waiver) => ({ waiver, amiss: whatIsAmiss(waiver, findings, given) }));
  const applied = judged.flatMap(({ waiver, amiss }) => (amiss === undefined ? [waiver] : []));
  const remarks = judged.flatMap(({ amiss }) => amiss ?? []);
  const own = remarks.length > 0 ? remarks : [inOrder(applied.length)];
  return [
    ...findings.map((finding) => waive(finding, applied)),
    ...own.map((finding) => tell(finding, waiverReasons)),
  ];
}

function waive(finding: ToldFinding, waivers: readonly Waiver[]): ToldFinding {
  if (!canBeWaived(finding)) return finding;
  const waiver = waivers.find((one) => isAbout(one, finding));
  return waiver === undefined ? finding : { ...finding, verdict: 'warn', ignoredBy: describeWaiver(waiver) };
}

function canBeWaived({ verdict, unnamed, check }: ToldFinding): boolean {
  return verdict === 'fail' && unnamed !== true && whyUnwaivable(check) === undefined;
}

function isAbout({ check }: Waiver, finding: Pick<Finding, 'check' | 'code'>): boolean {
  const name = check.value.toLowerCase();
  return name === finding.check.toLowerCase() || name === finding.code.toLowerCase();
}

/** `the waiver at waivers.yaml:5:12 (platform team, until 2027-01-31): the kernel is replaced in May` */
function describeWaiver({ check, owner, expires, reason }: Waiver): string {
  const terms = [owner, expires === '' ? '' : `until ${expires}`].filter((term) => term !== '').join(', ');
  const place = `the waiver at ${describeOrigin(check.origin)}`;
  return `${place}${terms === '' ? '' : ` (${terms})`}: ${reason}`;
}

/** What is amiss with a waiver; undefined when it applies and is needed. */
function whatIsAmiss(
  waiver: Waiver,
  findings: readonly ToldFinding[],
  { checks, plan, today }: WaiverCase,
): Finding | undefined {
  const name = waiver.check.value;
  const owners = checks.filter(({ reasons }) => reasons.some(({ code }) => code === name.toLowerCase()));
  const why = [name, ...owners.map((check) => check.name)].map(whyUnwaivable).find(Boolean);
  if (why !== undefined) return remark(waiver, 'waiver.refused', 'warn', { why });
  const about = findings.filter((finding) => isAbout(waiver, finding));
  if (about.some(({ verdict, unnamed }) => verdict === 'fail' && unnamed === true))
    return remark(waiver, 'waiver.refused', 'warn', { why: 'kubeadm itself ends there, before its checks' });
  if (about.length === 0 && owners.length === 0) {
    const names = namesOf(checks, plan);
    if (!names.some((one) => one.toLowerCase() === name.toLowerCase()) && !mayBeKubeadmCheck(name)) {
      const suggestion = suggest(name, names) ?? '';
      return remark(waiver, 'waiver.unknown-name', 'warn', { suggestion });
    }
  }
  if (waiver.expires !== '' && today > waiver.expires) {
    return remark(waiver, 'waiver.expired', 'warn', { expires: waiver.expires, today });
  }
  return isNeeded(about, findings)
    ? undefined
    : remark(waiver, 'waiver.unused', 'info', { state: stateOf(about) });
}

function namesOf(checks: readonly Check[], plan: Plan): readonly string[] {
  const codes = checks.flatMap(({ reasons }) => reasons.map(({ code }) => code));
  return [...new Set([...checks.flatMap((check) => check.names(plan)), ...kubeadmCheckNames, ...codes])];
}

/** Where a check could not tell, or kubeadm ends before it looks, nobody knows whether it is needed. */
function isNeeded(about: readonly ToldFinding[], findings: readonly ToldFinding[]): boolean {
  const isGated = findings.length === 1 && findings[0]?.check === 'IsPrivilegedUser';
  return (
    isGated ||
    about.some(
      ({ verdict, ignoredBy }) => verdict === 'fail' || verdict === 'unknown' || ignoredBy !== undefined,
    )
  );
}

function stateOf(about: readonly ToldFinding[]): string {
  if (about.length === 0) return 'nothing of that name was judged in this run';
  return about.some(({ verdict }) => verdict === 'warn') ? 'it only warns here' : 'nothing fails there';
}

function remark(waiver: Waiver, code: string, verdict: Verdict, args: Args): Finding {
  const { check, reason, owner } = waiver;
  const entry = describeOrigin(check.origin);
  return {
    check: waiversName,
    code,
    verdict,
    group: 'configuration',
    subject: check.value,
    args: { check: check.value, reason, owner, entry, ...args },
    evidence: [{ source: entry, excerpt: `check: ${check.value}` }],
    neededBy: [],
  };
}

function inOrder(count: number): Finding {
  return {
    check: waiversName,
    code: 'waiver.in-order',
    verdict: 'pass',
    group: 'configuration',
    subject: 'waivers',
    args: { count },
    evidence: [],
    neededBy: [],
  };
}
