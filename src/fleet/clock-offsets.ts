import type { ClockOffset } from '../findings/fleet-report.ts';

export interface ClockSample {
  readonly node: number;
  /** What the node's clock said when it was looked at, milliseconds since 1970. */
  readonly collectedMs: number;
  /** What this machine's clock said when the facts came in. */
  readonly receivedMs?: number;
}

export interface Clocks {
  readonly offsets: readonly ClockOffset[];
  /** How it was told, or why not. */
  readonly remark: string;
}

const fewest = 3;
/** Most of the documents must have come in so close after they were made for their files to tell the time. */
const steadyMs = 60_000;
/** Most of the documents were made within this time, so that they can be compared as they are. */
const togetherMs = 5 * 60_000;
const leastMs = 2000;

/**
 * Nodes whose clock is off the median. Compared is the time from the look to the file on this machine, where
 * that is short and much the same for most nodes; else the looks themselves, where most of them were within minutes.
 * Nodes that were looked at over hours, and copied together afterwards, tell nothing of their clocks.
 */
export function clockOffsets(samples: readonly ClockSample[]): Clocks {
  if (samples.length < fewest) return { offsets: [], remark: '' };
  const received = samples.flatMap(({ node, collectedMs, receivedMs }) =>
    receivedMs === undefined ? [] : [{ node, ms: collectedMs - receivedMs }],
  );
  if (received.length === samples.length && isSteady(received)) {
    const says = 'clocks: compared with the times at which the files with the facts were written';
    return { offsets: offsetsOf(received), remark: says };
  }
  const looks = samples.map(({ node, collectedMs }) => ({ node, ms: collectedMs }));
  if (spread(looks) <= togetherMs) {
    const says =
      'clocks: compared with each other, as most nodes were looked at within minutes; a node that was looked at later shows as ahead';
    return { offsets: offsetsOf(looks), remark: says };
  }
  return {
    offsets: [],
    remark:
      'clocks: not told: the nodes were not looked at together, and the times of the files tell nothing',
  };
}

/** Much the same for most, and short: a log that is fetched a day later is written then. */
function isSteady(received: readonly Measure[]): boolean {
  return spread(received) <= steadyMs && Math.abs(medianOf(received)) <= togetherMs;
}

interface Measure {
  readonly node: number;
  readonly ms: number;
}

/** Of the middle half: a quarter may be wrong on either side. */
function spread(measures: readonly Measure[]): number {
  const sorted = measures.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return quantile(sorted, 0.75) - quantile(sorted, 0.25);
}

function offsetsOf(measures: readonly Measure[]): readonly ClockOffset[] {
  const median = medianOf(measures);
  const least = Math.max(leastMs, 3 * spread(measures));
  return measures
    .map(({ node, ms }) => ({ node, offsetMs: Math.round(ms - median) }))
    .filter(({ offsetMs }) => Math.abs(offsetMs) > least)
    .toSorted((a, b) => Math.abs(b.offsetMs) - Math.abs(a.offsetMs) || a.node - b.node);
}

function medianOf(measures: readonly Measure[]): number {
  const sorted = measures.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return quantile(sorted, 0.5);
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
