import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { Prediction } from '../../src/hint/predict.ts';
import { realIt } from '../real.ts';
import { allStates, nameOf, type NodeState, wanted } from './states.ts';

const runner = fileURLToPath(new URL('../runners/predict-hint.ts', import.meta.url));
const readers = fileURLToPath(new URL('readers.sh', import.meta.url));

/** One -restore a backend and family, so that a namespace is filled in four calls. */
function restoreLines(state: NodeState): readonly string[] {
  return (['nft', 'legacy'] as const).flatMap((backend) =>
    (['ipv4', 'ipv6'] as const).flatMap((family) => {
      const { marks, rules } = wanted(state, backend, family);
      const mangle =
        marks.length === 0 ? [] : ['*mangle', ...marks.map((mark) => `:${mark} - [0:0]`), 'COMMIT'];
      const filter =
        rules === 0
          ? []
          : [
              '*filter',
              ...Array.from({ length: rules }, (_, index) => `-A INPUT -p ${index + 100} -j ACCEPT`),
              'COMMIT',
            ];
      const text = [...mangle, ...filter];
      const tool = `${family === 'ipv4' ? 'iptables' : 'ip6tables'}-${backend}-restore`;
      return text.length === 0 ? [] : [`${tool} <<'RULES'`, ...text, 'RULES'];
    }),
  );
}

interface Outcome {
  readonly predicted: Readonly<Record<string, string>>;
  readonly chosen: Readonly<Record<string, string>>;
  readonly before: string;
  readonly after: string;
}

/** Makes the rules in a network namespace of its own, foretells, then lets the readers look. */
function compare(lines: readonly string[]): Outcome {
  const names = 'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null';
  const script = [
    'set -e',
    ...lines,
    `${names} || true; echo ---`,
    '"$NODE" "$RUNNER"; echo; echo ---',
    `${names} || true; echo ---`,
    'sh "$READERS"',
  ].join('\n');
  const done = spawnSync('unshare', ['--net', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', NODE: process.execPath, RUNNER: runner, READERS: readers },
  });
  expect(done.stderr).toBe('');
  const [before = '', json = '', after = '', chosen = ''] = done.stdout.split('---\n');
  const predictions: readonly Prediction[] = JSON.parse(json);
  return {
    predicted: Object.fromEntries(predictions.map(({ id, backend }) => [id, backend])),
    chosen: Object.fromEntries(
      chosen
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    ),
    before,
    after,
  };
}

const needs = ['root', 'unshare', 'nft', 'iptables-nft', 'iptables-legacy', 'grep'] as const;
/** Every 11th of the generated states: the whole table is judged without namespaces in predict.test.ts. */
const states = allStates().filter((_, index) => index % 11 === 0);

/** What the generated states do not hold. */
const oddStates: Readonly<Record<string, readonly string[]>> = {
  'an empty legacy table': ['iptables-legacy -t filter -S >/dev/null', 'iptables-nft -A INPUT -j ACCEPT'],
  'an empty legacy table of IPv6': ['ip6tables-legacy -t nat -N OWN'],
  'native nft rules that hide the hint from iptables-nft-save': [
    'iptables-nft -t mangle -N KUBE-IPTABLES-HINT',
    "nft 'add chain ip mangle OWN; add rule ip mangle OWN meta mark set numgen random mod 3'",
    'iptables-legacy -A INPUT -j ACCEPT',
  ],
  'a name that begins with the hint': ['iptables-legacy -t nat -N KUBE-IPTABLES-HINT-2'],
  'a name that ends with the hint': [
    'iptables-nft -t mangle -N X-KUBE-IPTABLES-HINT',
    'iptables-legacy -t filter -A INPUT -j ACCEPT',
  ],
  'marks in legacy tables other than mangle': [
    'iptables-legacy -t nat -N KUBE-KUBELET-CANARY',
    'iptables-nft -A INPUT -j ACCEPT',
  ],
  'marks in nft tables other than mangle': [
    'iptables-nft -t nat -N KUBE-KUBELET-CANARY',
    'iptables-legacy -A INPUT -j ACCEPT',
    'iptables-legacy -A INPUT -j DROP',
  ],
  'rules of nft itself': [
    "nft 'add table ip kube-proxy; add chain ip kube-proxy KUBE-IPTABLES-HINT; add rule ip kube-proxy KUBE-IPTABLES-HINT drop'",
  ],
};

describe('predict', () => {
  realIt(
    `chooses as the readers do, with real rules (${states.length} states), and registers no table`,
    needs,
    () => {
      for (const state of states) {
        const { predicted, chosen, before, after } = compare(restoreLines(state));
        expect(predicted, nameOf(state)).toEqual(chosen);
        expect(after, nameOf(state)).toBe(before);
      }
    },
    120_000,
  );

  for (const [name, lines] of Object.entries(oddStates)) {
    realIt(`chooses as the readers do with ${name}`, needs, () => {
      const { predicted, chosen, before, after } = compare(lines);
      expect(predicted).toEqual(chosen);
      expect(after).toBe(before);
    });
  }
});
