import { groups, type Group, type ToldFinding, type Verdict } from '../../findings/finding.ts';

/** A finding and what it explains. */
export interface Branch {
  readonly finding: ToldFinding;
  /** Findings that name this one as their cause. */
  readonly symptoms: readonly Branch[];
}

export interface Section {
  readonly group: Group;
  readonly branches: readonly Branch[];
}

/** The reading order: what must be mended, what else is amiss by subject, then notes, then what is well. */
export interface Arrangement {
  readonly problems: readonly Section[];
  readonly notes: readonly Branch[];
  readonly passes: readonly Section[];
}

const gravity: Readonly<Record<Verdict, number>> = { fail: 0, warn: 1, unknown: 2, info: 3, pass: 4 };

function sameSubjectFirst(symptom: ToldFinding, candidates: readonly ToldFinding[]): ToldFinding | undefined {
  return candidates.find((one) => one.subject === symptom.subject) ?? candidates[0];
}

/** The finding that explains each; passes explain nothing, and a ring of causes is cut where it closes. */
function causes(findings: readonly ToldFinding[]): ReadonlyMap<ToldFinding, ToldFinding> {
  const causeOf = new Map<ToldFinding, ToldFinding>();
  for (const finding of findings) {
    const { cause } = finding;
    if (cause === undefined || finding.verdict === 'pass') continue;
    const named = findings.filter(
      (one) => one.check === cause.check && one.code === cause.code && one.verdict !== 'pass',
    );
    const origin = sameSubjectFirst(finding, named);
    if (origin !== undefined && !leadsTo(causeOf, origin, finding)) causeOf.set(finding, origin);
  }
  return causeOf;
}

function leadsTo(
  causeOf: ReadonlyMap<ToldFinding, ToldFinding>,
  from: ToldFinding,
  to: ToldFinding,
): boolean {
  for (let one: ToldFinding | undefined = from; one !== undefined; one = causeOf.get(one)) {
    if (one === to) return true;
  }
  return false;
}

function worst(branch: Branch): number {
  return Math.min(gravity[branch.finding.verdict], ...branch.symptoms.map(worst));
}

/** Worst first; of equals, those of one subject together and otherwise in the order they were found. */
function inOrder(branches: readonly Branch[]): readonly Branch[] {
  const subjects = [...new Set(branches.map(({ finding }) => finding.subject))];
  return branches.toSorted(
    (a, b) =>
      worst(a) - worst(b) || subjects.indexOf(a.finding.subject) - subjects.indexOf(b.finding.subject),
  );
}

function byGroup(branches: readonly Branch[]): readonly Section[] {
  return groups
    .map((group) => ({ group, branches: inOrder(branches.filter((one) => one.finding.group === group)) }))
    .filter((section) => section.branches.length > 0);
}

function worstOf(section: Section): number {
  return Math.min(...section.branches.map(worst));
}

/** Puts findings into their reading order. */
export function arrange(findings: readonly ToldFinding[]): Arrangement {
  const causeOf = causes(findings);
  const grow = (finding: ToldFinding): Branch => ({
    finding,
    symptoms: inOrder(findings.filter((one) => causeOf.get(one) === finding).map(grow)),
  });
  const roots = findings.filter((finding) => !causeOf.has(finding)).map(grow);
  const between = (from: Verdict, to: Verdict): readonly Branch[] =>
    roots.filter((root) => worst(root) >= gravity[from] && worst(root) <= gravity[to]);
  return {
    problems: byGroup(between('fail', 'unknown')).toSorted((a, b) => worstOf(a) - worstOf(b)),
    notes: byGroup(between('info', 'info')).flatMap((section) => section.branches),
    passes: byGroup(between('pass', 'pass')),
  };
}
