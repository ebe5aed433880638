import { describe, expect, it } from 'vitest';
import { cniConfig, cniWith } from '../../test/builders/cni.ts';
import { debian, factsOf } from '../../test/builders/facts.ts';
import { inputOf } from '../../test/check-cases.ts';
import { checks } from '../checks/registry.ts';
import { known } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import { exitCodeOf, type FailOn } from './exit-code.ts';
import { judge } from './judge.ts';
import { judgementOf } from './judgement.ts';

function judgementFor(facts: Facts, failOn?: FailOn) {
  const input = inputOf({ facts });
  const given = { command: 'init', version: '0.1.0', timings: { tools: 12 }, durationMs: 90 };
  const findings = judge(checks, input);
  return judgementOf({ ...input, ...given, findings, ...(failOn === undefined ? {} : { failOn }) });
}

describe('judgementOf', () => {
  it('sums up a host that is ready', () => {
    const judgement = judgementFor(factsOf());
    expect(judgement).toMatchObject({
      schema: 'kube-preflight/report/v1',
      command: 'init',
      policy: 'mode-aware',
      ready: true,
      exitCode: 0,
      subject: { host: 'cp-1', os: debian.prettyName, kernel: '6.1.0-28-amd64', kubernetes: 'v1.36.2' },
      sideEffects: [],
    });
    expect(judgement.planned[0]).toEqual({
      label: 'kube-proxy',
      value: 'nftables',
      origin: 'kubeadm.yaml:14:7',
    });
    const { pass, info, warn, fail, unknown } = judgement.counts;
    expect(pass + info + warn + fail + unknown).toBe(judgement.findings.length);
  });

  it('is not ready with a failure', () => {
    expect(judgementFor(factsOf({ without: ['nft'] }))).toMatchObject({
      ready: false,
      exitCode: 1,
      counts: { fail: 1 },
    });
  });

  it('does without facts that could not be told', () => {
    expect(judgementFor({}).subject).toEqual({ host: 'cp-1', os: '', kernel: '', kubernetes: 'v1.36.2' });
  });

  it('declares the modules that looking made the kernel load', () => {
    const tools = { searched: [], byName: {}, modulesLoaded: ['nfnetlink'] };
    const { sideEffects } = judgementFor({ ...factsOf(), tools: known(tools) });
    expect(sideEffects).toEqual([expect.stringContaining('module nfnetlink')]);
  });

  it('ends with 1 for unknowns when asked to', () => {
    expect(judgementFor({}).exitCode).toBe(0);
    expect(judgementFor({}, ['unknown']).exitCode).toBe(1);
  });
});

const plannedCni = (facts: Facts) => judgementFor(facts).planned.filter(({ label }) => label === 'CNI');

describe('exitCodeOf', () => {
  const none = { pass: 9, info: 3, warn: 0, fail: 0, unknown: 0 };

  it.each([
    [none, [], 0],
    [{ ...none, fail: 1 }, [], 1],
    [{ ...none, warn: 1, unknown: 1 }, [], 0],
    [{ ...none, warn: 1 }, ['warn'], 1],
    [{ ...none, warn: 1 }, ['unknown'], 0],
    [{ ...none, unknown: 1 }, ['warn', 'unknown'], 1],
    [none, ['warn', 'unknown'], 0],
  ] as const)('of %o with --fail-on %o is %i', (counts, failOn, code) => {
    expect(exitCodeOf(counts, failOn)).toBe(code);
  });

  it('names the network plugin at its head only where it is known', () => {
    const calico = cniConfig('10-calico.conflist', 'calico', 'portmap');
    expect(plannedCni(factsOf(cniWith([calico])))).toEqual([
      { label: 'CNI', value: 'calico, portmap', origin: '/etc/cni/net.d/10-calico.conflist' },
    ]);
    expect(plannedCni(factsOf(cniWith([cniConfig('10-aws.conflist', 'aws-cni', 'portmap')])))).toEqual([]);
    expect(plannedCni(factsOf())).toEqual([]);
  });
});
