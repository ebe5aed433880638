import type { FleetNode, FleetReport } from '../src/findings/fleet-report.ts';

/** What is shown; it stands in the fragment of the address, so that a link leads to the same view. */
export interface View {
  readonly text: string;
  /** '' : all. One of the letters of `cells`. */
  readonly verdict: string;
  readonly status: string;
  /** '' : all. `nftables=ready` and the like. */
  readonly mode: string;
  /** Index into `groups`; -1: none. */
  readonly group: number;
  /** Index into `nodes`; -1: none. */
  readonly node: number;
  readonly sort: 'worst' | 'name';
}

export const everything: View = {
  text: '',
  verdict: '',
  status: '',
  mode: '',
  group: -1,
  node: -1,
  sort: 'worst',
};

/** Whether some nodes may be left out; their order leaves out none. */
export function isFiltered({ text, verdict, status, mode, group }: View): boolean {
  return text.trim() !== '' || verdict !== '' || status !== '' || mode !== '' || group >= 0;
}

/** A node stands there by its name, which the report of another day has as well. */
export function readView(hash: string, nodes: readonly FleetNode[]): View {
  const words = new URLSearchParams(hash.replace(/^#/u, ''));
  const index = (name: string): number => {
    const word = words.get(name) ?? '';
    return /^\d{1,6}$/u.test(word) ? Number(word) : -1;
  };
  return {
    text: words.get('q') ?? '',
    verdict: words.get('v') ?? '',
    status: words.get('s') ?? '',
    mode: words.get('m') ?? '',
    group: index('g'),
    node: indexOf(nodes, words.get('n') ?? ''),
    sort: words.get('o') === 'name' ? 'name' : 'worst',
  };
}

export function writeView(view: View, nodes: readonly FleetNode[]): string {
  const words = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value !== '') words.set(name, value);
  };
  set('q', view.text);
  set('v', view.verdict);
  set('s', view.status);
  set('m', view.mode);
  set('g', view.group < 0 ? '' : String(view.group));
  set('n', nameAt(nodes, view.node));
  set('o', view.sort === 'name' ? 'name' : '');
  return `#${words.toString()}`;
}

/** Of several that go by one name only the first is known by it; the others by their place: `@12`. */
function nameAt(nodes: readonly FleetNode[], index: number): string {
  const own = nodes[index]?.name;
  if (own === undefined) return '';
  return own !== '' && nodes.findIndex(({ name }) => name === own) === index ? own : `@${index}`;
}

function indexOf(nodes: readonly FleetNode[], word: string): number {
  if (word === '') return -1;
  const named = nodes.findIndex(({ name }) => name === word);
  return named < 0 && /^@\d{1,6}$/u.test(word) ? Number(word.slice(1)) : named;
}

/** Indices of the nodes that the view asks for, in its order. */
export function shownNodes({ nodes, groups }: FleetReport, view: View): readonly number[] {
  const inGroup = groups[view.group] === undefined ? undefined : new Set(groups[view.group]?.nodes);
  const text = view.text.trim().toLowerCase();
  const isShown = (node: FleetNode, index: number): boolean =>
    (inGroup?.has(index) ?? true) &&
    (view.status === '' || node.status === view.status) &&
    (view.verdict === '' || node.cells.includes(view.verdict)) &&
    (view.mode === '' || node.modes.some(({ mode, readiness }) => `${mode}=${readiness}` === view.mode)) &&
    (text === '' ||
      `${node.name} ${node.os} ${node.kernel} ${node.addresses.join(' ')} ${node.detail}`
        .toLowerCase()
        .includes(text));
  const shown = nodes.flatMap((node, index) => (isShown(node, index) ? [index] : []));
  const names = new Intl.Collator('en', { numeric: true });
  const byName = (a: number, b: number): number => names.compare(nodes[a]?.name ?? '', nodes[b]?.name ?? '');
  if (view.sort === 'name') return shown.toSorted(byName);
  return shown.toSorted((a, b) => weight(nodes[b]) - weight(nodes[a]) || byName(a, b));
}

/** Failures count most; a node without a verdict comes before those that are well. */
function weight(node: FleetNode | undefined): number {
  if (node === undefined) return 0;
  if (node.status !== 'judged') return 500;
  const { fail, unknown, warn } = node.counts;
  return fail * 10_000 + unknown * 100 + warn;
}
