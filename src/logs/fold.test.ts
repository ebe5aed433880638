import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, absent, faulty } from '../../test/builders/facts.ts';
import { proofOf } from '../../test/builders/proofs.ts';
import { corpus } from '../../test/logs/corpus.ts';
import { createFolder } from './fold.ts';
import { createScanner } from './scan.ts';
import { settle } from './settle.ts';

const foldOf = (...lines: readonly string[]) => {
  const folder = createFolder((line) => line);
  for (const line of lines) folder.add(line);
  return folder;
};
const sync = (second: number) =>
  `2026-11-23T04:28:0${second}Z stderr F E1123 04:28:02.1 1 proxier.go:42] "nftables sync failed" err="x: No such file or directory"`;
const hidden =
  'I0105 09:12:31.2 1021 kubelet_network_linux.go:42] "No iptables support on this system; not creating the KUBE-IPTABLES-HINT chain"';

const letters = (n: number) => String.fromCodePoint(97 + (n % 26), 97 + (Math.trunc(n / 26) % 26));
const fold = () => {
  const [first] = foldOf(hidden).groups();
  if (first === undefined) throw new Error('no group');
  return first;
};

describe('createFolder', () => {
  it('folds repeats, with the first and the last time', () => {
    const [group, ...others] = foldOf(sync(1), sync(2), sync(3)).groups();
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      id: 'kube-proxy.nft-sync-kernel',
      component: 'kube-proxy',
      count: 3,
      first: '2026-11-23T04:28:01Z',
      last: '2026-11-23T04:28:03Z',
      needsAction: true,
    });
  });

  it('puts what needs action first', () => {
    const kinds = foldOf(...corpus.map(([, line]) => line)).groups();
    const actions = kinds.map(({ needsAction }) => needsAction);
    expect(actions).toEqual(actions.toSorted((a, b) => Number(b) - Number(a)));
    expect(actions[0]).toBe(true);
    expect(actions.at(-1)).toBe(false);
  });

  it('shows lines that it does not know, by shape, and counts plain ones', () => {
    const folder = foldOf(
      'E1123 04:28:02.1 1 x.go:1] "ipset boom 17"',
      'E1123 04:28:02.1 1 x.go:1] "ipset boom 18"',
      'I1123 04:28:02.1 1 x.go:1] "ipset synced"',
      'nothing of the kind',
    );
    expect(folder.groups()).toMatchObject([{ id: 'unclassified', count: 2 }]);
    expect({ lines: folder.lines, plain: folder.plain }).toEqual({ lines: 3, plain: 1 });
  });

  it('keeps a bounded number of kinds, and counts the rest', () => {
    const folder = createFolder((line) => line);
    for (let n = 0; n < 600; n += 1) folder.add(`ipset error ${letters(n)}`);
    expect(folder.groups().length).toBeLessThanOrEqual(200);
    expect(folder.beyond).toBeGreaterThan(0);
    expect(folder.groups().reduce((sum, { count }) => sum + count, folder.beyond)).toBe(600);
  });

  it('redacts what it shows', () => {
    const folder = createFolder(() => '***');
    folder.add('ipset failed: token abcdef.0123456789abcdef');
    expect(folder.groups()[0]?.sample).toBe('***');
  });
});

describe('createScanner', () => {
  it('finds the same lines however the bytes are cut', () => {
    const text = Buffer.from(corpus.map(([, line]) => `plain line\n${line} ü\r\n`).join(''));
    const wanted = corpus.map(([, line]) => `${line} ü`);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: text.length }), { maxLength: 20 }), (cuts) => {
        const seen: string[] = [];
        const scanner = createScanner((line) => seen.push(line));
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        for (const [index, end] of places.entries()) scanner.push(text.subarray(places[index - 1] ?? 0, end));
        scanner.end();
        expect(seen).toEqual(wanted);
        expect(scanner.bytes).toBe(text.length);
      }),
    );
  });

  it('does not keep a line without end', () => {
    const seen: string[] = [];
    const scanner = createScanner((line) => seen.push(line));
    for (let n = 0; n < 64; n += 1) scanner.push(Buffer.alloc(64 * 1024, 'x'));
    scanner.push(Buffer.from('ipset\n'));
    scanner.end();
    expect(seen.join('').length).toBeLessThan(600_000);
    expect(seen.at(-1)).toMatch(/ipset$/u);
  });
});

describe('settle', () => {
  it('leaves a hidden cause hidden without facts', () => {
    expect(settle(fold(), {})).toMatchObject({ kind: 'hidden', needsAction: false });
  });

  it.each([
    ['absent', factsOf({ with: [absent('iptables')] }), false],
    ['faulty', factsOf({ with: [faulty('iptables', 'crashed', 'SIGSEGV')] }), true],
    ['kernel-lacks', factsOf({ proofs: [proofOf('iptables', { missing: ['xt.table-nat'] })] }), true],
    ['hidden', factsOf({ proofs: [proofOf('iptables')] }), false],
  ] as const)('tells %s by the facts of the host', (kind, facts, needsAction) => {
    const settled = settle(fold(), facts);
    expect(settled).toMatchObject({ kind, needsAction });
    expect(settled.here).not.toBe('');
  });

  it('does not blame the tools of the host for a kube-proxy in its image', () => {
    const [group] = foldOf('[pod/kube-proxy-1/kube-proxy] iptables is not available on this host').groups();
    if (group === undefined) throw new Error('no group');
    expect(settle(group, factsOf({ with: [absent('iptables')] })).kind).toBe('hidden');
  });
});
