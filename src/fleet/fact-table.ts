import type { Leaf } from './fact-leaves.ts';

/** A fact that has more values than this in a fleet names machines, or moments: it is compared no further. */
const mostValues = 64;
const mostPaths = 20_000;

/**
 * Facts of many nodes as numbers: each pair of a path and a value has one, so that a node's facts take a few
 * bytes each, whatever their texts.
 */
export interface FactTable {
  add(leaves: readonly Leaf[]): Uint32Array;
  /** How many pairs there are: their numbers are 0 to this. */
  size(): number;
  pair(id: number): FactPair;
  /** Facts with too many values to tell anything. */
  isNoisy(pathId: number): boolean;
  noisyPaths(): readonly string[];
}

export interface FactPair {
  readonly pathId: number;
  readonly path: string;
  readonly text: string;
}

interface PathEntry {
  readonly id: number;
  readonly byText: Map<string, number>;
  isNoisy: boolean;
}

export function createFactTable(): FactTable {
  const paths = new Map<string, PathEntry>();
  const byId: PathEntry[] = [];
  const pairs: FactPair[] = [];
  const entryOf = (path: string): PathEntry | undefined => {
    const found = paths.get(path);
    if (found !== undefined || paths.size >= mostPaths) return found;
    const entry = { id: paths.size, byText: new Map<string, number>(), isNoisy: false };
    paths.set(path, entry);
    byId.push(entry);
    return entry;
  };
  const idOf = (path: string, text: string): number | undefined => {
    const entry = entryOf(path);
    if (entry === undefined || entry.isNoisy) return undefined;
    const found = entry.byText.get(text);
    if (found !== undefined) return found;
    if (entry.byText.size >= mostValues) {
      entry.isNoisy = true;
      return undefined;
    }
    const id = pairs.length;
    entry.byText.set(text, id);
    pairs.push({ pathId: entry.id, path, text });
    return id;
  };
  return {
    add(leaves) {
      // One value of each fact: a node counts once, whatever its document says twice.
      const ids = [...new Map(leaves)].map(([path, text]) => idOf(path, text));
      return Uint32Array.from(ids.filter((id) => id !== undefined));
    },
    size: () => pairs.length,
    pair(id) {
      const found = pairs[id];
      if (found === undefined) throw new RangeError(`no pair ${id}`);
      return found;
    },
    isNoisy: (pathId) => byId[pathId]?.isNoisy ?? false,
    noisyPaths: () => [...paths].filter(([, entry]) => entry.isNoisy).map(([path]) => path),
  };
}
