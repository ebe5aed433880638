/** What is measured. A new case is one entry here. */

export interface Case {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
}

/** What a case is held to, in the same run. */
export type Goal =
  | { readonly kind: 'ratio'; readonly of: string; readonly to: string; readonly atMost: number }
  /** Milliseconds where `node -e 0` takes 27 ms: told by the ratio, so that a slower machine misses nothing. */
  | { readonly kind: 'scaled-ms'; readonly of: string; readonly atMost: number }
  /** Milliseconds on an idle machine with 2 cores. */
  | { readonly kind: 'median-ms'; readonly of: string; readonly atMost: number }
  | { readonly kind: 'peak-mb'; readonly of: string; readonly atMost: number };

export const nodeMsOfGoals = 27;

/** The floor: what starting any process costs here. */
export const processFloor = 'true';
/** The floor of everything built on this Node. */
export const nodeFloor = 'node -e 0';

function init(program: string, ...flags: readonly string[]): Case {
  return { name: ['init', ...flags].join(' '), argv: [program, 'init', ...flags] };
}

/** The cases for the executable `program` and the Node it is built from; `socket`: of a runtime that answers. */
export function casesFor(program: string, node: string, socket?: string): readonly Case[] {
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
    ...(socket === undefined
      ? []
      : [answered(init(program, '--policy', 'kubeadm'), socket), answered(init(program), socket)]),
  ];
}

function answered({ name, argv }: Case, socket: string): Case {
  return { name: `${name}, CRI answers`, argv: [...argv, '--cri-socket', `unix://${socket}`] };
}

export const goals: readonly Goal[] = [
  { kind: 'ratio', of: 'init --read-only', to: nodeFloor, atMost: 3 },
  { kind: 'ratio', of: 'init', to: 'init --policy documented', atMost: 3 },
  { kind: 'scaled-ms', of: 'init --policy kubeadm', atMost: 90 },
  { kind: 'scaled-ms', of: 'init --policy kubeadm, CRI answers', atMost: 100 },
  { kind: 'scaled-ms', of: 'init, CRI answers', atMost: 128 },
  { kind: 'median-ms', of: 'init --proxy-mode nftables', atMost: 150 },
  { kind: 'median-ms', of: 'init --proxy-mode iptables', atMost: 150 },
  { kind: 'median-ms', of: 'init --proxy-mode ipvs', atMost: 150 },
  { kind: 'peak-mb', of: 'init', atMost: 90 },
];
