import { describe, expect, it } from 'vitest';
import { rulesOf, savedOf } from '../../test/builders/rules.ts';
import { allStates, nameOf, type NodeState, wanted } from '../../test/hint/states.ts';
import { known, unknown } from '../probes/fact.ts';
import type { NftChain, RulesFacts } from '../probes/rules/facts.ts';
import { predict } from './predict.ts';
import { type Backend, families, hintState } from './state.ts';

/** The facts that a probe finds in such a state. */
function factsIn(state: NodeState): RulesFacts {
  const chains = families.flatMap((family): readonly NftChain[] => {
    const { marks, rules } = wanted(state, 'nft', family);
    const of = family === 'ipv4' ? 'ip' : 'ip6';
    const mangle = marks.map((name) => ({ family: of, table: 'mangle', name }) as const);
    return rules > 0 ? [...mangle, { family: of, table: 'filter', name: 'INPUT' }] : mangle;
  });
  const tables = (family: 'ipv4' | 'ipv6') => {
    const { marks, rules } = wanted(state, 'legacy', family);
    return known([...(marks.length > 0 ? ['mangle'] : []), ...(rules > 0 ? ['filter'] : [])]);
  };
  const saved = (backend: Backend) =>
    families.map((family) => {
      const { marks, rules } = wanted(state, backend, family);
      return savedOf(
        backend,
        family,
        marks.map((mark) => `mangle ${mark}`),
        rules,
      );
    });
  return rulesOf({
    nft: known({ tables: [], chains }),
    legacyTables: { ipv4: tables('ipv4'), ipv6: tables('ipv6') },
    saved: [...saved('nft'), ...saved('legacy')],
  });
}

/** The algorithms once more, by sums over a state. */
function expected(state: NodeState): Readonly<Record<string, Backend>> {
  const sum = (backend: Backend) =>
    families.reduce((all, family) => all + wanted(state, backend, family).rules, 0);
  const has = (backend: Backend, ...names: readonly string[]) =>
    families.some((family) => wanted(state, backend, family).marks.some((mark) => names.includes(mark)));
  const [hint, kubelet, proxy] = ['KUBE-IPTABLES-HINT', 'KUBE-KUBELET-CANARY', 'KUBE-PROXY-CANARY'] as const;
  const atLeast = sum('legacy') >= sum('nft') ? 'legacy' : 'nft';
  const more = sum('legacy') > sum('nft') ? 'legacy' : 'nft';
  const marked = (last: Backend): Backend =>
    has('nft', hint, kubelet) ? 'nft' : has('legacy', hint, kubelet) ? 'legacy' : last;
  const four = wanted(state, 'legacy', 'ipv4');
  return {
    'iptables-wrappers-v1': atLeast,
    'iptables-wrappers-v1-old': sum('legacy') >= 10 ? 'legacy' : atLeast,
    'kube-proxy': marked(more),
    'iptables-wrappers-v3': marked('nft'),
    calico: marked(atLeast),
    cilium: has('nft', hint, proxy) ? 'nft' : has('legacy', hint, proxy, kubelet) ? 'legacy' : more,
    flannel: marked('nft'),
    'flannel-v1': atLeast,
    istio: four.marks.length + four.rules > 0 ? 'legacy' : 'nft',
  };
}

function chosen(rules: RulesFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(predict(hintState(rules)).map(({ id, backend }) => [id, backend]));
}

describe('predict', () => {
  it('agrees with the algorithms on every generated state', () => {
    const states = allStates();
    expect(states.length).toBeGreaterThan(400);
    for (const state of states) expect(chosen(factsIn(state)), nameOf(state)).toEqual(expected(state));
  });

  it('guesses nothing where iptables-legacy-save is missing and legacy tables are there', () => {
    for (const state of allStates()) {
      const facts = factsIn(state);
      const lack = (variant: Backend) =>
        facts.saved.map((one) =>
          one.variant === variant
            ? { ...one, saved: unknown('not-found', `there is no ${variant}-save`) }
            : one,
        );
      const full = expected(state);
      // What is said without the tool must be so with it, too.
      for (const variant of ['nft', 'legacy'] as const) {
        for (const [id, backend] of Object.entries(chosen({ ...facts, saved: lack(variant) }))) {
          expect(['unknown', full[id]], `${id} without ${variant}-save, ${nameOf(state)}`).toContain(backend);
        }
      }
    }
  });

  it('still tells what marks decide where rules cannot be counted', () => {
    const nft = known({
      tables: ['ip mangle'],
      chains: [{ family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' }],
    } as const);
    const told = chosen(rulesOf({ nft }));
    expect(told).toMatchObject({ 'kube-proxy': 'nft', calico: 'nft', 'iptables-wrappers-v1': 'unknown' });
  });

  it('takes a kernel without nf_tables for one where nft prints nothing', () => {
    const nft = unknown('failed', 'nft exits 1: Operation not supported');
    const told = chosen(rulesOf({ nft }));
    expect(told).toMatchObject({ 'kube-proxy': 'nft', calico: 'legacy', istio: 'unknown' });
  });

  it('says why, for each', () => {
    const [state] = allStates();
    for (const { reason, algorithm, source } of predict(hintState(factsIn(state ?? {})))) {
      expect(reason).not.toBe('');
      expect(algorithm).toMatch(/nft/u);
      expect(source).toMatch(/\//u);
    }
  });

  it('names what is missing where it cannot tell', () => {
    const nft = unknown('needs-root', 'nft: Operation not permitted');
    const [first] = predict(hintState(rulesOf({ nft })));
    expect(first).toMatchObject({
      backend: 'unknown',
      reason: 'the nft rules of IPv4 could not be read: nft: Operation not permitted',
    });
  });
});
