/** The number of single-character edits (insert, delete, replace, swap of neighbours) from a to b. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const inserted = (current[column - 1] ?? 0) + 1;
      const deleted = (last[column] ?? 0) + 1;
      const swaps = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = swaps ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(replaced, inserted, deleted, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Longer words are no typing slip, and comparing them would cost time. */
const longest = 80;

const bare = (word: string): string => word.toLowerCase().replaceAll(/[-_ .]/g, '');

/**
 * The candidate that was most likely meant, or nothing. A word that differs in case or
 * punctuation only always counts; otherwise about one slip in every three characters.
 * @param most the number of slips that a long word may have
 */
export function suggest(word: string, candidates: readonly string[], most = 3): string | undefined {
  if (word.length === 0 || word.length > longest) return undefined;
  const wanted = bare(word);
  let best: string | undefined;
  let bestDistance = Math.min(most, Math.floor(Math.max(wanted.length, 2) / 3) + 1) + 1;
  for (const candidate of candidates) {
    const other = bare(candidate);
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    if (distance >= bestDistance || distance >= other.length) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best === word ? undefined : best;
}
