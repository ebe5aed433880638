import { describe, expect, it } from 'vitest';
import { judgedEntry } from '../../test/builders/fleet-entry.ts';
import { againstEarlier, type Snapshot } from './differences.ts';
import { createFactTable } from './fact-table.ts';
import type { Looked } from './fleet-entry.ts';

const table = createFactTable();

function lookedAt(day: number, kernel: string): Looked {
  const { looked } = judgedEntry('node-1', new Date(Date.UTC(2026, 0, day)).toISOString(), 'x');
  if (looked === undefined) throw new Error('it was looked at');
  return { ...looked, vector: table.add([['kernel.release', kernel]]) };
}

function snapshotOf(day: number, kernel: string): Snapshot {
  return { ...lookedAt(day, kernel), name: 'node-1' };
}

function now(kernel: string) {
  return [{ node: 0, name: 'node-1', looked: lookedAt(90, kernel) }];
}

describe('againstEarlier', () => {
  it.each([
    ['in order', false],
    ['the newest first', true],
  ])('compares with the newest of many earlier looks, %s', (_, reversed) => {
    const looks = Array.from({ length: 60 }, (_day, day) => snapshotOf(day + 1, day < 55 ? 'old' : 'new'));
    const earlier = reversed ? looks.toReversed() : looks;
    expect(againstEarlier(now('new'), earlier, table).differences).toEqual([]);
    expect(againstEarlier(now('old'), earlier, table).differences).toHaveLength(1);
  });
});
