import { describe, expect, it } from 'vitest';
import { createFactTable } from './fact-table.ts';
import type { Leaf } from './fact-leaves.ts';
import { findOutliers, mostOfNode } from './find-outliers.ts';

/** For each node its value of one fact; undefined: it lacks it. */
function outliersAmong(
  values: readonly (string | undefined)[],
  className: (node: number) => string = () => 'a',
): readonly string[] {
  const table = createFactTable();
  const vectors = values.map((value, node) => {
    const leaves: readonly Leaf[] = value === undefined ? [] : [['kernel', value]];
    return { node, className: className(node), pairs: table.add(leaves) };
  });
  return findOutliers(vectors, table).differences.map(
    ({ node, has, expected, share }) => `${node} ${has} ${expected} ${share}`,
  );
}

/** Thirty facts of one value. */
function thirty(value: string): readonly Leaf[] {
  return Array.from({ length: 30 }, (_, index) => [`fact${index}`, value]);
}

const times = (value: string | undefined, number: number) => Array.from({ length: number }, () => value);

describe('findOutliers', () => {
  it.each<readonly [string, readonly (string | undefined)[], readonly string[]]>([
    ['all alike', times('a', 100), []],
    ['one of a hundred', [...times('a', 99), 'b'], ['99 b a 0.99']],
    ['two alike of a hundred', [...times('a', 98), 'b', 'b'], ['98 b a 0.98', '99 b a 0.98']],
    ['three alike of a hundred', [...times('a', 97), ...times('b', 3)], []],
    [
      'ten that are each alone',
      [...times('a', 90), ...Array.from({ length: 10 }, (_, index) => `b${index}`)],
      Array.from({ length: 10 }, (_, index) => `${90 + index} b${index} a 0.9`),
    ],
    [
      'eleven that are each alone',
      [...times('a', 89), ...Array.from({ length: 11 }, (_, index) => `b${index}`)],
      [],
    ],
    ['one of five', [...times('a', 4), 'b'], ['4 b a 0.8']],
    ['two of nine', [...times('a', 7), 'b', 'c'], []],
    ['one of four', [...times('a', 3), 'b'], []],
    ['one that lacks it', [...times('a', 99), undefined], ['99 (none) a 0.99']],
    ['three that lack it', [...times('a', 97), ...times(undefined, 3)], []],
    ['a name for each', Array.from({ length: 200 }, (_, index) => `n${index}`), []],
  ])('of %s', (_, values, expected) => {
    expect(outliersAmong(values)).toEqual(expected);
  });

  it('compares nodes of one class alone', () => {
    const values = [...times('a', 50), ...times('b', 4), 'c', ...times('b', 45)];
    expect(outliersAmong(values, (node) => (node < 50 ? 'one' : 'other'))).toEqual(['54 c b 0.98']);
  });

  it('ends with the most telling facts of a node', () => {
    const table = createFactTable();
    const vectors = times('a', 19).map((_, node) => ({
      node,
      className: 'a',
      pairs: table.add(thirty(node === 7 ? 'b' : 'a')),
    }));
    const { differences, omitted } = findOutliers(vectors, table);
    expect(differences).toHaveLength(mostOfNode);
    expect(omitted).toBe(30 - mostOfNode);
  });
});

describe('createFactTable', () => {
  it('takes one value of each fact, the last', () => {
    const table = createFactTable();
    const pairs = table.add([
      ['mount', 'a'],
      ['mount', 'b'],
      ['mount', 'b'],
    ]);
    expect([...pairs].map((id) => table.pair(id).text)).toEqual(['b']);
  });

  it('compares no fact that names machines', () => {
    const table = createFactTable();
    for (let index = 0; index < 200; index += 1)
      table.add([
        ['serial', `s${index}`],
        ['kernel', 'a'],
      ]);
    expect(table.noisyPaths()).toEqual(['serial']);
    expect(table.size()).toBeLessThan(100);
  });
});
