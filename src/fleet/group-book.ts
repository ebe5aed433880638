import type { Remedy, ToldFinding } from '../findings/finding.ts';
import type { FleetGroup } from '../findings/fleet-report.ts';
import { clip, clipFinding, type Mask, type Masks } from './observed.ts';

type ForMode = FleetGroup['forMode'];
export type GroupVerdict = FleetGroup['verdict'];

/** The same thing seen on some nodes, by the numbers they had when they came. */
export interface BookedGroup {
  readonly finding: ToldFinding;
  readonly verdict: GroupVerdict;
  readonly forMode: ForMode;
  readonly observed: string;
  readonly nodes: readonly number[];
}

export interface GroupBook {
  add(node: number, finding: ToldFinding, forMode: ForMode, masks: Masks): void;
  groups(isCounted: (node: number) => boolean): readonly BookedGroup[];
}

interface Variant {
  /** Of the first node; left out for those that come late, as each may be a node's alone. */
  finding?: ToldFinding;
  readonly observed: string;
  readonly nodes: number[];
}

interface Family {
  readonly finding: ToldFinding;
  readonly verdict: GroupVerdict;
  readonly forMode: ForMode;
  readonly variants: Map<string, Variant>;
}

/** Observed values of one reason that are told apart. Beyond it, those of few nodes are one group. */
const mostVariants = 20;
const keptFindings = 100;
const mostFamilies = 5000;
const shownValues = 3;

/** Gathers findings by check, reason, subject and observed value. */
export function createGroupBook(): GroupBook {
  const families = new Map<string, Family>();
  return {
    add(node, finding, forMode, masks) {
      if (finding.verdict === 'pass') return;
      const { text: mask } = masks;
      const { verdict } = finding;
      const subject = families.size < mostFamilies ? mask(clip(finding.subject)) : 'others';
      const key = JSON.stringify([
        forMode,
        finding.check,
        finding.code,
        verdict,
        subject,
        finding.ignoredBy ?? '',
      ]);
      const family =
        families.get(key) ?? open({ finding: masked(finding, subject, masks), verdict, forMode });
      families.set(key, family);
      // What is seen, and for findings that have no such words, all they say.
      const says = mask(clip(finding.says));
      const observed = finding.have === undefined ? says : mask(clip(finding.have));
      const variantKey = JSON.stringify([observed, says]);
      const variant = family.variants.get(variantKey);
      if (variant === undefined) {
        const isKept = family.variants.size < keptFindings;
        const own = isKept ? { finding: masked(finding, subject, masks) } : {};
        family.variants.set(variantKey, { ...own, observed, nodes: [node] });
      } else if (variant.nodes.at(-1) !== node) variant.nodes.push(node);
    },
    groups: (isCounted) => [...families.values()].flatMap((family) => settle(family, isCounted)),
  };
}

function open(family: Omit<Family, 'variants'>): Family {
  return { ...family, variants: new Map() };
}

function masked(finding: ToldFinding, subject: string, { text: mask, command }: Masks): ToldFinding {
  const { have, need, remedies, ...rest } = clipFinding(finding);
  return {
    ...rest,
    subject,
    says: mask(rest.says),
    ...(need === undefined ? {} : { need: mask(need) }),
    ...(have === undefined ? {} : { have: mask(have) }),
    ...(remedies === undefined ? {} : { remedies: remedies.map((remedy) => maskedRemedy(remedy, command)) }),
  };
}

function maskedRemedy({ what, now, persistent, verify }: Remedy, mask: Mask): Remedy {
  return {
    what: mask(what),
    ...(now === undefined ? {} : { now: now.map(mask) }),
    ...(persistent === undefined ? {} : { persistent: persistent.map(mask) }),
    ...(verify === undefined ? {} : { verify: verify.map(mask) }),
  };
}

function settle(family: Family, isCounted: (node: number) => boolean): readonly BookedGroup[] {
  const variants = [...family.variants.values()]
    .map((variant) => ({ ...variant, nodes: variant.nodes.filter(isCounted) }))
    .filter(({ nodes }) => nodes.length > 0)
    .toSorted((a, b) => b.nodes.length - a.nodes.length || (a.observed < b.observed ? -1 : 1));
  const total = variants.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const isOwn = (variant: Variant, index: number): boolean =>
    variants.length <= mostVariants ||
    (index < mostVariants - 1 && variant.nodes.length >= Math.max(2, total / 100));
  const own = variants.filter(isOwn);
  const rest = variants.filter((variant, index) => !isOwn(variant, index));
  const { verdict, forMode } = family;
  const groups = own.map(({ observed, nodes, finding = { ...family.finding, have: observed } }) => {
    return { finding, verdict, forMode, observed, nodes };
  });
  return rest.length === 0 ? groups : [...groups, merged(family, rest, own.length > 0)];
}

/** Values that are nearly as many as their nodes: a number that grows, or a name. */
function merged(family: Family, rest: readonly Variant[], isRest: boolean): BookedGroup {
  const { finding, verdict, forMode } = family;
  const nodes = [...new Set(rest.flatMap((variant) => variant.nodes))].toSorted((a, b) => a - b);
  const examples = rest.slice(0, shownValues).map(({ observed }) => observed);
  const observed = `${rest.length} ${isRest ? 'other' : 'different'} values, such as ${examples.join('; ')}`;
  return { finding: { ...finding, have: observed }, verdict, forMode, observed, nodes };
}
