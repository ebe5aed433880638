import type { Family } from '../../src/config/plan.ts';
import type { Backend } from '../../src/hint/state.ts';

/** What stands in one backend and family. */
export interface Wanted {
  /** Chains in the table mangle. */
  readonly marks: readonly string[];
  /** Rules in the table filter. */
  readonly rules: number;
}

/** A node; what is left out holds nothing. */
export interface NodeState {
  readonly nft?: Partial<Record<Family, Wanted>>;
  readonly legacy?: Partial<Record<Family, Wanted>>;
}

export function wanted(state: NodeState, backend: Backend, family: Family): Wanted {
  return state[backend]?.[family] ?? { marks: [], rules: 0 };
}

export function nameOf(state: NodeState): string {
  const parts = (['nft', 'legacy'] as const).flatMap((backend) =>
    (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const { marks, rules } = wanted(state, backend, family);
      return marks.length + rules === 0
        ? []
        : [`${backend} ${family}: ${[...marks, `${rules} rules`].join(' ')}`];
    }),
  );
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

const marks = [[], ['KUBE-IPTABLES-HINT'], ['KUBE-KUBELET-CANARY'], ['KUBE-PROXY-CANARY']] as const;
const counts = [0, 2, 11] as const;

/** Every mark and count on each side, one family each: 4 × 3 of nft against 4 × 3 of legacy, twice. */
export function allStates(): readonly NodeState[] {
  const sides = marks.flatMap((names) => counts.map((rules) => ({ marks: names, rules })));
  return sides.flatMap((nft) =>
    sides.flatMap((legacy) => [
      { nft: { ipv4: nft }, legacy: { ipv4: legacy } },
      { nft: { ipv6: nft }, legacy: { ipv4: legacy } },
      { nft: { ipv4: { marks: [], rules: 3 }, ipv6: nft }, legacy: { ipv6: legacy } },
    ]),
  );
}
