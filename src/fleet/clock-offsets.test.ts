import { describe, expect, it } from 'vitest';
import { type ClockSample, clockOffsets } from './clock-offsets.ts';

const start = Date.parse('2026-11-23T08:00:00Z');

/** Ten nodes, looked at `every` milliseconds after each other, received `late` after each look. */
function samples(
  every: number,
  late: number | undefined,
  wrong: Readonly<Record<number, number>>,
): readonly ClockSample[] {
  return Array.from({ length: 10 }, (_, node) => {
    const seenMs = start + node * every;
    const collectedMs = seenMs + (wrong[node] ?? 0);
    return { node, collectedMs, ...(late === undefined ? {} : { receivedMs: seenMs + late }) };
  });
}

const hour = 3_600_000;

/** Pods that ran yesterday, but for one. */
const fetchedLate = Array.from({ length: 6 }, (_, node) => ({
  node,
  collectedMs: node === 3 ? start - 60_000 : start - 24 * hour - node * hour,
  receivedMs: start + node * 10,
}));

describe('clockOffsets', () => {
  it.each<readonly [string, readonly ClockSample[], readonly (readonly [number, number])[]]>([
    ['right clocks', samples(1000, 500, {}), []],
    ['one ahead, received over hours', samples(hour, 800, { 3: 90_000 }), [[3, 90_000]]],
    [
      'one behind, and one ahead by less',
      samples(100, undefined, { 3: -hour, 5: 60_000 }),
      [
        [3, -hour],
        [5, 60_000],
      ],
    ],
    ['what is less than the looks lie apart', samples(20_000, undefined, { 3: 60_000 }), []],
    ['looks over hours that were copied at once', samples(hour, undefined, { 3: 90_000 }), []],
    ['logs of a day ago, and one of a minute ago, fetched at once', fetchedLate, []],
  ])('of %s', (_, given, expected) => {
    const { offsets } = clockOffsets(given);
    // The median of nodes that were looked at one after the other is that of the middle ones.
    expect(offsets.map(({ node }) => node)).toEqual(expected.map(([node]) => node));
    for (const [index, [, ms]] of expected.entries()) {
      expect(Math.abs((offsets[index]?.offsetMs ?? 0) - ms)).toBeLessThan(1000);
    }
  });

  it('says how it was told, or that it was not', () => {
    expect(clockOffsets(samples(1000, 500, {})).remark).toContain('files');
    expect(clockOffsets(samples(1000, undefined, {})).remark).toContain('compared with each other');
    expect(clockOffsets(samples(hour, undefined, {})).remark).toContain('not told');
    expect(clockOffsets(samples(1000, 500, {}).slice(0, 2))).toEqual({ offsets: [], remark: '' });
  });

  it('does not take the time at which all files were copied for that of the look', () => {
    const copied = samples(hour, undefined, { 3: 90_000 }).map((one) => ({
      ...one,
      receivedMs: start + 24 * hour,
    }));
    expect(clockOffsets(copied)).toMatchObject({ offsets: [], remark: expect.stringContaining('not told') });
  });
});
