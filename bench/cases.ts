/** What is measured. A new case is one entry here. */

export interface Case {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
}

/** What a case is held to, in the same run. */
export type Goal =
  | { readonly kind: 'ratio'; readonly of: string; readonly to: string; readonly atMost: number }
  | { readonly kind: 'median-ms'; readonly of: string; readonly atMost: number }
  | { readonly kind: 'peak-mb'; readonly of: string; readonly atMost: number };

/** The floor: what starting any process costs here. */
export const processFloor = 'true';
/** The floor of everything built on this Node. */
export const nodeFloor = 'node -e 0';

function init(program: string, ...flags: readonly string[]): Case {
  return { name: ['init', ...flags].join(' '), argv: [program, 'init', ...flags] };
}

/** The cases for the executable `program` and the Node it is built from. */
export function casesFor(program: string, node: string): readonly Case[] {
  return [
    { name: processFloor, argv: ['true'] },
    { name: nodeFloor, argv: [node, '-e', '0'] },
    { name: '--version', argv: [program, '--version'] },
    init(program, '--policy', 'documented'),
    // All that kubeadm checks; no runtime is asked where none listens.
    init(program, '--policy', 'kubeadm'),
    init(program),
    init(program, '--proxy-mode', 'nftables'),
    init(program, '--proxy-mode', 'iptables'),
    init(program, '--proxy-mode', 'ipvs'),
    init(program, '--read-only'),
  ];
}

export const goals: readonly Goal[] = [
  { kind: 'ratio', of: 'init --read-only', to: nodeFloor, atMost: 3 },
  { kind: 'ratio', of: 'init', to: 'init --policy documented', atMost: 3 },
  { kind: 'median-ms', of: 'init --policy kubeadm', atMost: 90 },
  { kind: 'median-ms', of: 'init', atMost: 128 },
  { kind: 'median-ms', of: 'init --proxy-mode nftables', atMost: 150 },
  { kind: 'median-ms', of: 'init --proxy-mode iptables', atMost: 150 },
  { kind: 'median-ms', of: 'init --proxy-mode ipvs', atMost: 150 },
  { kind: 'peak-mb', of: 'init', atMost: 90 },
];
