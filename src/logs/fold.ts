import type { LogGroup } from '../findings/log-summary.ts';
import { classify, isAboutTools, isTroubling } from './classify.ts';
import { type Component, leavesWork, type LogKey, logKinds, type Subject } from './log-kind.ts';
import { type LogLine, unwrap } from './unwrap.ts';

/** A group while it grows. */
export interface Fold extends LogGroup {
  readonly subject?: Subject;
}

export interface Folder {
  /** @param component whose log it is, when the source tells */
  add(text: string, component?: Component): void;
  readonly lines: number;
  readonly plain: number;
  readonly beyond: number;
  groups(): readonly Fold[];
}

/** Kinds of unclassified lines that are kept apart; the rest is counted. Memory is bounded by it. */
const mostKinds = 200;
const sampleLength = 400;

/** @param redact takes secrets out of a sample */
export function createFolder(redact: (line: string) => string): Folder {
  const folds = new Map<string, Fold>();
  let lines = 0;
  let plain = 0;
  let beyond = 0;

  function put(id: string, fresh: () => Fold, line: LogLine): void {
    const old = folds.get(id);
    const fold = old ?? fresh();
    const { time } = line;
    const times = time === undefined ? {} : { first: fold.first ?? time, last: time };
    folds.set(id, { ...fold, ...times, count: fold.count + 1 });
  }

  return {
    get lines() {
      return lines;
    },
    get plain() {
      return plain;
    },
    get beyond() {
      return beyond;
    },
    add(text, component) {
      const read = unwrap(text);
      const line = read.component === undefined && component !== undefined ? { ...read, component } : read;
      const key = classify(line);
      if (key !== undefined) {
        lines += 1;
        const by = line.component ?? (key.by === 'tool' ? undefined : key.by) ?? '';
        put(`${key.id} ${by}`, () => foldOf(key, by, redact(cut(line.message))), line);
        return;
      }
      if (!isAboutTools(line)) return;
      lines += 1;
      if (!isTroubling(line)) {
        plain += 1;
        return;
      }
      const id = `${line.component ?? ''} ${shapeOf(line.message)}`;
      if (!folds.has(id) && folds.size >= mostKinds) beyond += 1;
      else put(id, () => unknownFold(line.component ?? '', redact(cut(line.message))), line);
    },
    groups: () => [...folds.values()].toSorted(inOrder),
  };
}

function foldOf(key: LogKey, component: string, sample: string): Fold {
  const { id, kind, means, todo, source, subject } = key;
  const own = subject === undefined ? {} : { subject };
  const needsAction = leavesWork(key);
  const releases = releasesOf(key);
  return { id, kind, component, count: 0, releases, means, todo, needsAction, sample, source, ...own };
}

function unknownFold(component: string, sample: string): Fold {
  return {
    id: 'unclassified',
    kind: 'unclassified',
    component,
    count: 0,
    releases: '',
    means: 'a line about these tools that kube-preflight does not know',
    todo: [],
    needsAction: false,
    sample,
    source: '',
  };
}

function releasesOf({ from, until }: LogKey): string {
  if (from !== undefined && until !== undefined) return `${from} to ${until}`;
  if (from !== undefined) return `${from} and later`;
  return until === undefined ? '' : `${until} and earlier`;
}

function cut(text: string): string {
  return text.length > sampleLength ? `${text.slice(0, sampleLength)}…` : text;
}

/** Lines that differ in numbers, addresses, names of pods and quoted text are of one shape. */
function shapeOf(message: string): string {
  return message
    .slice(0, sampleLength)
    .replaceAll(/"[^"]*"/gu, '""')
    .replaceAll(/\b[0-9a-f]{8,}\b/giu, '#')
    .replaceAll(/\d+/gu, '#');
}

function inOrder(a: Fold, b: Fold): number {
  const rank = ({ kind }: Fold) => logKinds.findIndex((one) => one === kind);
  return Number(b.needsAction) - Number(a.needsAction) || rank(a) - rank(b) || b.count - a.count;
}
