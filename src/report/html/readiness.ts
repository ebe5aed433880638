import type { FleetReport, Readiness } from '../../findings/fleet-report.ts';

export const readinessStates = ['ready', 'unknown', 'not-ready'] as const satisfies readonly Readiness[];

/** How many nodes will run when nftables is the default: the number, and the words after it. '' : none was asked. */
export function defaultSentence({ nodes }: FleetReport): readonly [number: string, words: string] {
  const judged = nodes.filter(({ status, modes }) => status === 'judged' && modes.length > 0);
  if (judged.length === 0) return ['', ''];
  const count = (state: Readiness): number =>
    judged.filter(({ survivesDefault }) => survivesDefault === state).length;
  const unsure = count('unknown') > 0 ? `; of ${count('unknown')} it cannot be told` : '';
  const noun = judged.length === 1 ? 'node' : 'nodes';
  return [
    `${count('ready')} of ${judged.length}`,
    `judged ${noun} will run where nftables is the default (v1.40)${unsure}.`,
  ];
}

export interface ModeCounts {
  readonly mode: string;
  readonly counts: Readonly<Record<Readiness, number>>;
  readonly all: number;
}

/** The modes that nodes were judged for, and how many are in each state. */
export function modeCounts({ nodes }: FleetReport): readonly ModeCounts[] {
  return (['nftables', 'iptables', 'ipvs'] as const).flatMap((mode) => {
    const counts: Record<Readiness, number> = { ready: 0, unknown: 0, 'not-ready': 0 };
    for (const { modes } of nodes) {
      const found = modes.find((one) => one.mode === mode);
      if (found !== undefined) counts[found.readiness] += 1;
    }
    const all = counts.ready + counts.unknown + counts['not-ready'];
    return all === 0 ? [] : [{ mode, counts, all }];
  });
}
