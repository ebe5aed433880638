import { describe, expect, it } from 'vitest';
import { factsOf, ordinaryUser } from '../../test/builders/facts.ts';
import { byDefault, planOf } from '../../test/builders/plan.ts';
import { inputOf, usualStance } from '../../test/check-cases.ts';
import type { Check } from '../checks/check.ts';
import { checks } from '../checks/registry.ts';
import type { Planned } from '../config/plan.ts';
import { judge } from './judge.ts';
import { checksFor, neededProbes } from './needed-probes.ts';

const flag = (value: string): Planned<string> => ({
  value,
  origin: { kind: 'flag', flag: '--ignore-preflight-errors' },
});

function checkOf(overrides: Partial<Check>): Check {
  return {
    name: 'Example',
    title: 'example',
    group: 'system',
    sources: [],
    reasons: [{ code: 'example.fails', means: 'It fails.', words: () => ({ says: 'it fails' }) }],
    needs: () => [],
    names: () => ['Example'],
    judge: () => [
      {
        check: 'Example',
        code: 'example.fails',
        verdict: 'fail',
        group: 'system',
        subject: 'x',
        args: {},
        evidence: [],
        neededBy: [],
      },
    ],
    ...overrides,
  };
}

describe('judge', () => {
  it('gives findings their words', () => {
    expect(judge([checkOf({})], inputOf({}))).toMatchObject([{ says: 'it fails', verdict: 'fail' }]);
  });

  it.each([
    [
      'throws',
      {
        judge: () => {
          throw new Error('boom');
        },
      },
      'boom',
    ],
    ['has no words for a code', { reasons: [] }, 'no words for example.fails'],
  ] satisfies [string, Partial<Check>, string][])(
    'tells a check that %s as could-not-tell',
    (_, broken, expected) => {
      const findings = judge([checkOf(broken), ...checks], inputOf({}));
      const crashes = findings.filter(({ code }) => code === 'check.crashed');
      expect(crashes).toMatchObject([
        { check: 'Example', verdict: 'unknown', have: expect.stringContaining(expected) },
      ]);
      expect(findings.length).toBeGreaterThan(5);
    },
  );

  it('judges the checks of the role only', () => {
    const check = checkOf({ roles: ['control-plane'] });
    expect(judge([check], inputOf({ plan: planOf({ role: byDefault('worker') }) }))).toEqual([]);
    expect(checksFor([check], planOf(), usualStance)).toHaveLength(1);
  });

  it('orders by group, then name, then subject, whatever the order of the checks', () => {
    const input = inputOf({ facts: factsOf({ without: ['nft', 'cp'] }) });
    const order = judge(checks, input).map(({ group, check }) => `${group} ${check}`);
    expect(order.slice(0, 3)).toEqual([
      'configuration Configuration',
      'proxy ProxyMode',
      'tools FileExisting',
    ]);
    expect(judge(checks.toReversed(), input).map(({ group, check }) => `${group} ${check}`)).toEqual(order);
  });

  it('turns ignored failures of the plan into warnings', () => {
    const plan = planOf({ ignorePreflightErrors: [flag('FILEEXISTING-NFT')] });
    const findings = judge(checks, inputOf({ plan, facts: factsOf({ without: ['nft'] }) }));
    const nft = findings.find(({ check }) => check === 'FileExisting-nft');
    expect(nft).toMatchObject({
      verdict: 'warn',
      ignoredBy: '--ignore-preflight-errors',
      code: 'tool.absent',
    });
    expect(findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  });

  it.each([
    ['FileExisting-ntf', 'FileExisting-nft'],
    ['Swpa', 'Swap'],
    ['CompletelyDifferent', undefined],
  ])('warns of the unknown name %s', (name, suggestion) => {
    const findings = judge(checks, inputOf({ plan: planOf({ ignorePreflightErrors: [flag(name)] }) }));
    const warning = findings.find(({ code }) => code === 'ignore.unknown-name');
    expect(warning).toMatchObject({ verdict: 'warn', subject: name });
    const what = suggestion === undefined ? undefined : `did you mean ${suggestion}?`;
    expect(warning?.remedies?.[0]?.what).toBe(what);
  });

  it.each([
    'Swap',
    'all',
    'port-6444',
    'FileAvailable--etc-kubernetes-manifests-etcd.yaml',
    'FileExisting-crictl',
    'DirAvailable--data-etcd',
  ])('takes the name %s, which kubeadm knows', (name) => {
    const findings = judge(checks, inputOf({ plan: planOf({ ignorePreflightErrors: [flag(name)] }) }));
    expect(findings.map(({ code }) => code)).not.toContain('ignore.unknown-name');
  });

  it('ends with the missing privilege under policy kubeadm, unless that is ignored', () => {
    const situation = { facts: factsOf({ user: ordinaryUser }), stance: { policy: 'kubeadm' } } as const;
    expect(judge(checks, inputOf(situation)).map(({ check }) => check)).toEqual(['IsPrivilegedUser']);
    const plan = planOf({ ignorePreflightErrors: [flag('IsPrivilegedUser')] });
    expect(judge(checks, inputOf({ ...situation, plan })).length).toBeGreaterThan(3);
  });
});

describe('neededProbes', () => {
  it('asks for the tools only where a tool is judged', () => {
    const { stance } = inputOf({});
    // Checks of the state of the node look with the tools; they judge none.
    const ofTools = checks.filter(({ group }) => group === 'tools');
    expect(neededProbes(ofTools, planOf(), { ...stance, policy: 'documented' })).not.toContain('tools');
    expect(neededProbes(ofTools, planOf(), stance)).toContain('tools');
  });

  it('holds each probe once, and those of the head always', () => {
    const { stance } = inputOf({});
    const names = neededProbes(checks, planOf(), stance);
    expect(new Set(names).size).toBe(names.length);
    expect(neededProbes([], planOf(), stance)).toEqual(['os', 'kernel', 'privilege']);
  });
});
