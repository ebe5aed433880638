import { changesBetween } from '../catalog/mode-moves.ts';
import { catalog } from '../catalog/requirements/catalog.ts';
import type { NodeRequirement } from '../catalog/requirements/requirement.ts';
import { isAtLeast } from '../catalog/release.ts';
import { timeline } from '../catalog/timeline.ts';
import type {
  ChangedRequirement,
  ListNote,
  RequirementDiff,
  RequirementLine,
} from '../findings/requirement-list.ts';
import { requirementLine } from './requirement-line.ts';
import { type Asked, entriesOf, subjectOf } from './requirement-list.ts';

/** What a node needs more, less, or otherwise after a change of release, mode or place. */
export function requirementDiff(
  before: Asked,
  after: Asked,
  entries: readonly NodeRequirement[] = catalog,
): RequirementDiff {
  const old = byKey(entriesOf(before, entries));
  const now = byKey(entriesOf(after, entries));
  return {
    schema: 'kube-preflight/requirements-diff/v1',
    before: subjectOf(before),
    after: subjectOf(after),
    added: [...now].filter(([key]) => !old.has(key)).map(([, line]) => line),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, line]) => line),
    changed: [...now].flatMap(([key, line]) => changedOf(old.get(key), line)),
    notes: [...moveNotes(before, after), ...releaseNotes(before, after)],
  };
}

/** Several entries tell of one thing, each for some releases or modes. */
function byKey(entries: readonly NodeRequirement[]): ReadonlyMap<string, RequirementLine> {
  const found = new Map<string, RequirementLine>();
  for (const entry of entries) {
    const base = `${entry.component}/${entry.kind}/${entry.name}`;
    // Two demands on one thing at once, as on the container runtime, are told apart by their order.
    let key = base;
    for (let count = 2; found.has(key); count += 1) key = `${base}#${count}`;
    found.set(key, requirementLine(entry));
  }
  return found;
}

const compared = ['need', 'severity', 'purpose', 'without'] as const;

function changedOf(
  before: RequirementLine | undefined,
  after: RequirementLine,
): readonly ChangedRequirement[] {
  if (before === undefined) return [];
  // What a mode does with a rule is told in other words by each; that is no change for the node.
  const fields = before.kind === 'kernel-feature' ? (['severity'] as const) : compared;
  const changes = fields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field}: ${before[field] || 'there'} -> ${after[field] || 'there'}`);
  if (changes.length === 0) return [];
  return [{ name: after.name, component: after.component, before, after, changes }];
}

function moveNotes({ mode: from }: Asked, { mode: to }: Asked): readonly ListNote[] {
  if (from === 'none' || to === 'none') return [];
  return changesBetween(from, to).map(({ topic, says, todo, source }) => ({
    says: [`${topic}: ${says}`, todo].filter((part) => part !== undefined).join(' '),
    source,
  }));
}

/** What happens to the modes in the releases between. */
function releaseNotes(before: Asked, after: Asked): readonly ListNote[] {
  return timeline
    .filter(({ release }) => isAtLeast(after.release, release) && !isAtLeast(before.release, release))
    .map(({ release, says, planned, source }) => ({
      says: `${release}${planned ? ' (planned)' : ''}: ${says}`,
      source,
    }));
}
