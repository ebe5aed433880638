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
  const old = entriesOf(before, entries).map(requirementLine);
  const now = entriesOf(after, entries).map(requirementLine);
  const kept = new Set(old.map(({ id }) => id));
  const left = takeable(old.filter(({ id }) => !now.some((line) => line.id === id)));
  // Several entries tell of one thing, each for some releases or modes.
  const pairs = now
    .filter(({ id }) => !kept.has(id))
    .map((line) => ({ line, before: left.take(keyOf(line)) }));
  return {
    schema: 'kube-preflight/requirements-diff/v1',
    before: subjectOf(before),
    after: subjectOf(after),
    added: pairs.filter((pair) => pair.before === undefined).map(({ line }) => line),
    removed: left.rest(),
    changed: pairs.flatMap(({ line, before: earlier }) => changedOf(earlier, line)),
    notes: [...moveNotes(before, after), ...releaseNotes(before, after)],
  };
}

function keyOf({ component, kind, name }: RequirementLine): string {
  return `${component}/${kind}/${name}`;
}

interface Takeable {
  /** The first line of this key, which is then gone. */
  take(key: string): RequirementLine | undefined;
  rest(): readonly RequirementLine[];
}

function takeable(lines: readonly RequirementLine[]): Takeable {
  const left = new Set(lines);
  return {
    take(key) {
      const found = [...left].find((line) => keyOf(line) === key);
      if (found !== undefined) left.delete(found);
      return found;
    },
    rest: () => [...left],
  };
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
