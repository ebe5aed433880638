import type { Plan } from '../config/plan.ts';
import type { ToldFinding } from '../findings/finding.ts';
import type { KubeadmArgs, NamedReason } from '../findings/kubeadm-args.ts';
import { type Ignores, ignoresOf } from './ignores.ts';

export interface Judgements {
  readonly plan: Plan;
  /** Of kubeadm, with leading v. */
  readonly release: string;
  /** What this program's own policy says, ignores applied. */
  readonly own: readonly ToldFinding[];
  /** What that kubeadm says of the same facts, with nothing ignored. */
  readonly kubeadm: readonly ToldFinding[];
  /** The whole preflight may be left out, if all is known and well. */
  readonly maySkip: boolean;
}

const skipPreflight = '--skip-phases=preflight';

/**
 * The flags with which kubeadm goes on where this program says ready. A name is never ignored whose subject
 * this program fails, or cannot judge: that is a reason not to go on.
 */
export function agreeWithKubeadm(judgements: Judgements): KubeadmArgs {
  const { plan, release, own, kubeadm } = judgements;
  const failing = byName(kubeadm.filter(({ verdict }) => verdict === 'fail'));
  const blockers = blockersOf(judgements, failing);
  const base = {
    schema: 'kube-preflight/kubeadm-args/v1',
    command: `kubeadm ${plan.phase}`,
    kubeadm: release,
    undecided: undecidedOf(kubeadm, failing),
  } as const;
  if (blockers.length > 0) return { ...base, agrees: false, flags: [], ignored: [], blockers };
  const isAllKnown = own.every(({ verdict }) => verdict !== 'unknown');
  if (judgements.maySkip && isAllKnown && canSkip(plan)) {
    return { ...base, agrees: true, flags: [skipPreflight], ignored: [], blockers, undecided: [] };
  }
  const ignored = [...failing].map(([name, finding]) => ({ name, why: whyOf(finding, own, release) }));
  return { ...base, agrees: true, flags: flagsFor(plan, ignored), ignored, blockers };
}

/** The preflight of an upgrade does more than look: it decides on versions, and pulls images. */
function canSkip({ action }: Plan): boolean {
  return action === 'init' || action === 'join';
}

/** In kubeadm's order. */
function byName(findings: readonly ToldFinding[]): ReadonlyMap<string, ToldFinding> {
  const named = new Map<string, ToldFinding>();
  for (const one of findings) if (!named.has(one.check)) named.set(one.check, one);
  return named;
}

function blockersOf(
  { plan, own, kubeadm, release }: Judgements,
  failing: ReadonlyMap<string, ToldFinding>,
): readonly NamedReason[] {
  const failures = own.filter(({ verdict }) => verdict === 'fail');
  const asked = ignoresOf(plan.ignorePreflightErrors);
  // Ignoring what nobody could judge would be a guess, unless somebody asked for it.
  const unjudged = own.filter(
    ({ verdict, check }) => verdict === 'unknown' && failing.has(check) && !isAsked(asked, check),
  );
  const gate = failing.get('IsPrivilegedUser');
  const nameless = kubeadm.filter(({ verdict, unnamed }) => verdict === 'fail' && unnamed === true);
  // With these everything is said: what could not be judged is often their consequence.
  if (failures.length > 0) return distinct(failures.map(({ check, says }) => ({ name: check, why: says })));
  return distinct([
    ...(gate === undefined ? [] : [{ name: gate.check, why: gate.says }]),
    ...unjudged.map(({ check, says }) => ({ name: check, why: `could not be judged: ${says}` })),
    ...nameless.map(({ check, says }) => ({
      name: check,
      why: `kubeadm ${release} ends, and nothing can ignore it: ${says}`,
    })),
  ]);
}

function isAsked({ names, all }: Ignores, name: string): boolean {
  return all !== undefined || names.has(name.toLowerCase());
}

function distinct(reasons: readonly NamedReason[]): readonly NamedReason[] {
  return [...new Map(reasons.map((reason) => [`${reason.name} ${reason.why}`, reason])).values()];
}

function undecidedOf(
  kubeadm: readonly ToldFinding[],
  failing: ReadonlyMap<string, ToldFinding>,
): readonly NamedReason[] {
  const unknown = kubeadm.filter(({ verdict, check }) => verdict === 'unknown' && !failing.has(check));
  return distinct(unknown.map(({ check, says }) => ({ name: check, why: says })));
}

/** What kubeadm holds against the node, and what is so in truth. */
function whyOf({ check, says }: ToldFinding, own: readonly ToldFinding[], release: string): string {
  const same = own.filter((one) => one.check === check);
  const asked = same.find(({ ignoredBy }) => ignoredBy !== undefined);
  const kubeadm = `kubeadm ${release}: ${says}`;
  if (asked !== undefined) return `${kubeadm}; to be ignored by ${asked.ignoredBy ?? ''}`;
  const [first] = same;
  if (first === undefined) return `${kubeadm}; nothing here needs it`;
  return first.says === says ? `${kubeadm}; that is no failure here` : `${kubeadm}; here: ${first.says}`;
}

/**
 * What the configuration files say, kubeadm reads by itself; but a list on its command line may stand
 * in place of theirs (kubernetes#119946), so that it has them, too.
 */
function flagsFor(plan: Plan, ignored: readonly NamedReason[]): readonly string[] {
  const ignores = ignoresOf(plan.ignorePreflightErrors);
  if (ignores.all !== undefined) {
    // Other names beside `all` are an error for kubeadm.
    return ignored.length > 0 && ignores.all.origin.kind === 'flag' ? ['--ignore-preflight-errors=all'] : [];
  }
  const isTold = ignored.every(({ name }) => isInFile(ignores, name));
  return isTold ? [] : [`--ignore-preflight-errors=${ignored.map(({ name }) => name).join(',')}`];
}

function isInFile({ names }: Ignores, name: string): boolean {
  return names.get(name.toLowerCase())?.origin.kind === 'file';
}
