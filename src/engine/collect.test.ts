import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/builders/plan.ts';
import { root } from '../../test/builders/facts.ts';
import { usualStance } from '../../test/check-cases.ts';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { type Fact, known } from '../probes/fact.ts';
import type { KernelFacts } from '../probes/kernel.ts';
import type { PrivilegeFacts } from '../probes/privilege.ts';
import type { Probe } from '../probes/probe.ts';
import { collect } from './collect.ts';
import { surveyOf } from './survey.ts';

const survey = surveyOf(planOf(), usualStance);
const kernel = { release: '6.1.0', cpus: 2 };
const never = () => new Promise<Fact<never>>(() => {});

function kernelProbe(run: () => Promise<Fact<KernelFacts>>, deadlineMs = 1000): Probe<'kernel'> {
  return { name: 'kernel', deadlineMs, run };
}

function privilegeProbe(run: () => Promise<Fact<PrivilegeFacts>>): Probe<'privilege'> {
  return { name: 'privilege', deadlineMs: 1000, run };
}

const quick = kernelProbe(() => Promise.resolve(known(kernel)));

describe('collect', () => {
  it('gathers what was asked for, and nothing else', async () => {
    const other = privilegeProbe(() => Promise.reject(new Error('was not asked for')));
    const { facts, timings } = await collect(fakeHost(), [quick, other], ['kernel', 'kernel'], survey);
    expect(facts).toEqual({ kernel: known(kernel) });
    expect(Object.keys(timings)).toEqual(['kernel']);
    expect(timings['kernel']).toBeLessThan(1000);
  });

  it('runs all probes at once', async () => {
    let running = 0;
    let most = 0;
    const slow = async <T>(value: T): Promise<Fact<T>> => {
      running += 1;
      most = Math.max(most, running);
      await sleep(20);
      running -= 1;
      return known(value);
    };
    const probes = [kernelProbe(() => slow(kernel)), privilegeProbe(() => slow(root))];
    const { facts } = await collect(fakeHost(), probes, ['kernel', 'privilege'], survey);
    expect(most).toBe(2);
    expect(facts.privilege).toEqual(known(root));
  });

  it('takes a probe that throws, at once or later, for one that failed', async () => {
    const atOnce = kernelProbe(() => {
      throw new TypeError('no such thing');
    });
    const later = privilegeProbe(() => Promise.reject(new Error('late')));
    const { facts } = await collect(fakeHost(), [atOnce, later], ['kernel', 'privilege'], survey);
    expect(facts.kernel).toMatchObject({
      known: false,
      cause: { code: 'failed', detail: expect.stringContaining('no such thing') },
    });
    expect(facts.privilege).toMatchObject({
      known: false,
      cause: { code: 'failed', detail: expect.stringContaining('late') },
    });
  });

  it('gives up on a probe at its deadline, and keeps the others', async () => {
    const probes = [kernelProbe(never, 20), privilegeProbe(() => Promise.resolve(known(root)))];
    const { facts } = await collect(fakeHost(), probes, ['kernel', 'privilege'], survey);
    expect(facts.kernel).toMatchObject({ known: false, cause: { code: 'timed-out' } });
    expect(facts.privilege?.known).toBe(true);
  });

  it('reports what is known when it is stopped', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const probes = [kernelProbe(never, 60_000), privilegeProbe(() => Promise.resolve(known(root)))];
    const { facts } = await collect(fakeHost(), probes, ['kernel', 'privilege'], survey, controller.signal);
    expect(facts.kernel).toMatchObject({ known: false, cause: { code: 'not-collected' } });
    expect(facts.privilege?.known).toBe(true);
  });

  it('says so when there is no such probe', async () => {
    const { facts } = await collect(fakeHost(), [], ['os'], survey);
    expect(facts.os).toMatchObject({ known: false, cause: { code: 'not-collected' } });
  });
});

describe('collect, where one probe asks another', () => {
  it('runs the asked one once, also when nobody else wants it', async () => {
    let looks = 0;
    const counted = kernelProbe(() => {
      looks += 1;
      return Promise.resolve(known(kernel));
    });
    const asking: Probe<'privilege'> = {
      name: 'privilege',
      deadlineMs: 1000,
      async run(_host, _survey, ask) {
        const [first, second] = await Promise.all([ask?.('kernel'), ask?.('kernel')]);
        return known({ ...root, uid: first === second && first?.known ? first.value.cpus : -1 });
      },
    };
    const alone = await collect(fakeHost(), [counted, asking], ['privilege'], survey);
    expect(alone.facts).toEqual({ privilege: known({ ...root, uid: 2 }) });
    expect(looks).toBe(1);
    await collect(fakeHost(), [counted, asking], ['kernel', 'privilege'], survey);
    expect(looks).toBe(2);
  });
});
