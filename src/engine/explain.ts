import type { CheckGuide } from '../catalog/check-guides/check-guide.ts';
import { checkGuides } from '../catalog/check-guides/check-guides.ts';
import { mayBeKubeadmCheck } from '../catalog/check-names.ts';
import { obsoleteTools } from '../catalog/executables.ts';
import { catalog } from '../catalog/requirements/catalog.ts';
import type { NodeRequirement } from '../catalog/requirements/requirement.ts';
import type { Check, Reason } from '../checks/check.ts';
import { waiverReasons, waiversName } from '../checks/waiver-reasons.ts';
import { suggest } from '../config/suggest.ts';
import type { CheckList, Explanation } from '../findings/explanation.ts';
import { explainTool, type ToolKnowledge } from './explain-tool.ts';
import { explainRequirement } from './explain-requirement.ts';
import { crashedReason } from './judge.ts';
import { requirementLine } from './requirement-line.ts';
import { explainReason } from './sample-words.ts';
import { unknownIgnoreReason } from './unknown-ignores.ts';
import { imageKernelName, imageKernelReason, notRunningName, notRunningReason } from './fold-not-running.ts';

/** What is known of checks and requirements; tests add to it. */
export interface Knowledge extends ToolKnowledge {
  readonly checks: readonly Check[];
  readonly guides: Readonly<Record<string, CheckGuide>>;
}

export function knowledgeOf(
  checks: readonly Check[],
  entries: readonly NodeRequirement[] = catalog,
): Knowledge {
  return { checks, entries, guides: checkGuides, obsolete: obsoleteTools };
}

/** What a word of a report means: a check, a reason, a tool, or what is required. */
export function explain(word: string, knowledge: Knowledge): Explanation | undefined {
  const wanted = word.toLowerCase();
  return (
    explainCode(wanted, knowledge) ??
    explainTool(wanted.replace(/^fileexisting-/u, ''), knowledge) ??
    explainCheck(wanted, knowledge) ??
    explainRequirement(wanted, knowledge.entries)
  );
}

/** The word that was probably meant. */
export function meantBy(word: string, { checks, entries, obsolete }: Knowledge): string | undefined {
  return suggest(word, [
    ...checks.flatMap((check) => [check.name, ...check.names()]),
    ...checks.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
    ...engineReasons.map(([, { code }]) => code),
    ...obsolete.map(({ name }) => name),
    ...entries.map(({ name }) => name),
  ]);
}

export function checkList({ checks }: Knowledge): CheckList {
  return {
    schema: 'kube-preflight/checks/v1',
    checks: checks.map((check) => ({
      name: check.name,
      title: check.title,
      group: check.group,
      kubeadms: isKubeadms(check),
    })),
  };
}

/** kubeadm prints one of its names. */
export function isKubeadms(check: Check): boolean {
  return check.names().some(mayBeKubeadmCheck);
}

const nothing = {
  schema: 'kube-preflight/explanation/v1',
  what: [],
  why: [],
  who: [],
  since: '',
  until: '',
  look: [],
  mend: [],
  reasons: [],
  requirements: [],
  sources: [],
} as const satisfies Partial<Explanation>;

/** Reasons that the engine gives, and no check of the registry, with the name they are given under. */
export const engineReasons: readonly (readonly [string, Reason])[] = [
  ['any check', crashedReason],
  ['IgnorePreflightErrors', unknownIgnoreReason],
  [notRunningName, notRunningReason],
  [imageKernelName, imageKernelReason],
  ...waiverReasons.map((reason) => [waiversName, reason] as const),
];

function explainCode(wanted: string, { checks, guides }: Knowledge): Explanation | undefined {
  const own = checks.flatMap((check) => check.reasons.map((reason) => [check.name, reason] as const));
  const found = [...own, ...engineReasons].filter(([, { code }]) => code.toLowerCase() === wanted);
  const [first] = found;
  if (first === undefined) return undefined;
  const reasons = found.map(([name, reason]) => explainReason(name, reason));
  const its = checks.filter(({ name }) => found.some(([other]) => other === name));
  const known = its.flatMap(({ name }) => guides[name] ?? []);
  return {
    ...nothing,
    kind: 'reason',
    name: first[1].code,
    title: `a reason of ${found.map(([name]) => name).join(' and ')}`,
    what: [...new Set(reasons.map(({ means }) => means))],
    why: known.map(({ why }) => why),
    who: [...new Set(known.flatMap(({ who }) => who))],
    look: [...new Set(known.flatMap(({ look }) => look))],
    mend: reasons.flatMap(({ remedies }) => remedies),
    reasons,
    sources: [...new Set(its.flatMap(({ sources }) => sources))],
  };
}

/** By its family or by one of its names: `Port`, `Port-6443`. */
function explainCheck(wanted: string, knowledge: Knowledge): Explanation | undefined {
  const { checks } = knowledge;
  const found =
    checks.find(({ name }) => name.toLowerCase() === wanted) ??
    checks.find((check) => check.names().some((name) => name.toLowerCase() === wanted)) ??
    checks.find((check) => isOpen(check, wanted) && wanted.startsWith(`${check.name.toLowerCase()}-`));
  return found && checkExplanation(found, knowledge, wanted);
}

/** Names with a number, a path or words of the configuration: no list has them all. */
function isOpen(check: Check, wanted: string): boolean {
  return mayBeKubeadmCheck(wanted) || check.names().length === 0;
}

/** @param wanted narrows the requirements to one name of the check's */
export function checkExplanation(check: Check, { guides, entries }: Knowledge, wanted = ''): Explanation {
  const guide = guides[check.name];
  const names = new Set([check.name, ...check.names()].map((name) => name.toLowerCase()));
  const own = entries.filter((entry) => entry.check !== undefined && names.has(entry.check.toLowerCase()));
  const exact = own.filter((entry) => entry.check?.toLowerCase() === wanted);
  return {
    ...nothing,
    kind: 'check',
    name: check.name,
    title: check.title,
    what: guide === undefined ? [] : [guide.what],
    why: guide === undefined ? [] : [guide.why],
    who: guide?.who ?? [],
    since: guide?.since ?? '',
    until: guide?.until ?? '',
    look: guide?.look ?? [],
    reasons: check.reasons.map((reason) => explainReason(check.name, reason)),
    requirements: (exact.length > 0 ? exact : own).map(requirementLine),
    sources: check.sources,
  };
}
