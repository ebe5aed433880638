import { describe, expect, it } from 'vitest';
import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import type { Step } from '../findings/step.ts';
import { fixPlanOf, narrowed } from './fix-plan.ts';
import { recheck, surpriseIn } from './recheck.ts';

const sysctl: Step = { kind: 'sysctl', key: 'net/ipv4/ip_forward', value: '1' };
const module: Step = {
  kind: 'module',
  module: 'br_netfilter',
  file: '/etc/modules-load.d/br_netfilter.conf',
};
const install = (...tools: readonly string[]): Step => ({
  kind: 'package',
  install: 'apt-get install iptables',
  done: tools.map((tool) => ['command', '-v', tool]),
});

function finding(check: string, steps: readonly Step[], rest: Partial<ToldFinding> = {}): ToldFinding {
  return {
    check,
    code: 'x.y',
    verdict: 'fail',
    group: 'kernel',
    subject: check,
    args: {},
    evidence: [],
    neededBy: [],
    says: `${check} is amiss`,
    remedies: [{ what: 'mend it', ...(steps.length === 0 ? {} : { steps }) }],
    ...rest,
  };
}

const judged = (...findings: readonly ToldFinding[]): Judgement => ({
  schema: 'kube-preflight/report/v1',
  tool: { name: 'kube-preflight', version: '0' },
  command: 'init',
  subject: { host: 'h', os: 'o', kernel: 'k', kubernetes: 'v1.36.0' },
  policy: 'mode-aware',
  planned: [],
  findings,
  counts: { pass: 0, info: 0, warn: 0, fail: findings.length, unknown: 0 },
  ready: false,
  exitCode: 1,
  durationMs: 0,
  timings: {},
  sideEffects: [],
});

describe('fixPlanOf', () => {
  it('has packages before modules, and modules before sysctls', () => {
    const { steps } = fixPlanOf(
      judged(finding('A', [sysctl]), finding('B', [module]), finding('C', [install('iptables')])),
    );
    expect(steps.map(({ id }) => id)).toEqual([
      'package iptables',
      'module br_netfilter',
      'sysctl net.ipv4.ip_forward',
    ]);
  });

  it('has what failures want before a package that only a warning wants', () => {
    const { steps } = fixPlanOf(
      judged(
        finding('A', [install('conntrack')], { verdict: 'warn' }),
        finding('B', [module]),
        finding('C', [sysctl]),
      ),
    );
    expect(steps.map(({ id }) => id)).toEqual([
      'module br_netfilter',
      'sysctl net.ipv4.ip_forward',
      'package iptables',
    ]);
  });

  it('has what a failure builds on before it, though only a warning wants that', () => {
    const bridge: Step = { kind: 'sysctl', key: 'net/bridge/bridge-nf-call-iptables', value: '1' };
    const modules: Step = {
      kind: 'package',
      install: 'apt-get install modules-extra',
      done: [['modinfo', 'br_netfilter']],
    };
    const warned = { verdict: 'warn' } as const;
    const { steps } = fixPlanOf(
      judged(
        finding('A', [install('iptables')], warned),
        finding('B', [modules], warned),
        finding('C', [module], warned),
        finding('D', [bridge]),
      ),
    );
    expect(steps.map(({ id }) => id)).toEqual([
      'package modules-extra',
      'module br_netfilter',
      'sysctl net.bridge.bridge-nf-call-iptables',
      'package iptables',
    ]);
  });

  it('does once what several want, and asks for all of it', () => {
    const { steps } = fixPlanOf(
      judged(finding('A', [install('iptables')]), finding('B', [install('ip6tables', 'iptables')])),
    );
    expect(steps).toHaveLength(1);
    expect(steps[0]?.verify).toBe(
      'command -v iptables >/dev/null 2>&1 && command -v ip6tables >/dev/null 2>&1',
    );
    expect(steps[0]?.mends.map(({ check }) => check)).toEqual(['A', 'B']);
  });

  it('leaves out symptoms, what is ignored, and what passes', () => {
    const plan = fixPlanOf(
      judged(
        finding('Cause', [sysctl]),
        finding('Symptom', [module], { cause: { check: 'Cause', code: 'x.y' } }),
        finding('Ignored', [module], { verdict: 'warn', ignoredBy: '--ignore-preflight-errors' }),
        finding('Well', [module], { verdict: 'pass' }),
      ),
    );
    expect(plan.steps.map(({ id }) => id)).toEqual(['sysctl net.ipv4.ip_forward']);
    expect(plan.symptoms.map(({ check }) => check)).toEqual(['Symptom']);
    expect(plan.exitCode).toBe(1);
  });

  it('mends a symptom whose cause is none of its business', () => {
    const symptom = finding('Symptom', [module], { cause: { check: 'Cause', code: 'x.y' } });
    const plan = fixPlanOf(narrowed(judged(finding('Cause', [sysctl]), symptom), ['Symptom']));
    expect(plan.steps.map(({ id }) => id)).toEqual(['module br_netfilter']);
  });

  it('leaves remedies without steps to a person, and says when a step does the same', () => {
    const other = { what: 'or another mode', now: ['reboot'] };
    const plan = fixPlanOf(
      judged(
        finding('A', [], { remedies: [{ what: 'mend it', steps: [sysctl] }, other] }),
        finding('B', [], { remedies: [other] }),
      ),
    );
    expect(plan.left.map(({ reason, besides }) => [reason.check, besides])).toEqual([
      ['A', true],
      ['B', false],
    ]);
    expect(plan.steps.flatMap(({ commands }) => commands.map(({ run }) => run))).not.toContain('reboot');
  });

  it('ends with 0 when nothing is amiss', () => {
    expect(fixPlanOf(judged(finding('A', [], { verdict: 'pass' })))).toMatchObject({
      steps: [],
      exitCode: 0,
    });
  });
});

describe('recheck', () => {
  const before = judged(finding('A', [sysctl]));
  const [step] = fixPlanOf(before).steps;
  const after = (...findings: readonly ToldFinding[]) =>
    step === undefined ? [] : recheck(step, { before, after: judged(...findings), later: [] });

  it.each<readonly [string, readonly ToldFinding[], string, boolean]>([
    ['passes', [finding('A', [], { verdict: 'pass' })], 'pass', false],
    ['is not told of any more', [], 'pass', false],
    ['only warns', [finding('A', [], { verdict: 'warn' })], 'better', false],
    ['fails for another reason', [finding('A', [], { code: 'other' })], 'same', true],
    ['can no more be judged', [finding('A', [], { verdict: 'unknown' })], 'same', true],
  ])('of a check that %s', (_, findings, verdict, isSurprise) => {
    const found = after(...findings);
    expect(found.map((one) => one.verdict)).toEqual([verdict]);
    expect(surpriseIn(found) !== undefined).toBe(isSurprise);
  });

  it('is a surprise where something else fails since', () => {
    const found = after(finding('A', [], { verdict: 'pass' }), finding('B', []));
    expect(surpriseIn(found)).toMatchObject({ check: 'B', verdict: 'new' });
  });
});
