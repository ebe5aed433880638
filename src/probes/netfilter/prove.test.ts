import { describe, expect, it } from 'vitest';
import { type FakeProgram, fakeHost } from '../../../test/fakes/fake-host.ts';
import type { Feature } from '../../catalog/features/feature.ts';
import { prove, type Task } from './prove.ts';

const feature = (id: string): Feature => ({
  id,
  token: { ipv4: id, ipv6: id },
  purpose: 'a test',
  lines: { ipv4: [], ipv6: [] },
  needs: [],
  modules: { ipv4: [], ipv6: [] },
  use: () => 'yes',
  source: 'none',
});

/** Two steps in one namespace: the first shows a and b, the second c. */
const task: Task = {
  features: ['a', 'b', 'c'].map(feature),
  whole: [
    [
      { argv: ['/bin/load'], proves: ['a', 'b'] },
      { argv: ['/bin/more'], proves: ['c'] },
    ],
  ],
  stepsFor: ({ id }) => [{ argv: ['/bin/try', id] }],
};
const tools = { unshare: '/bin/unshare', find: '/bin/find' };

function hostWhere(load: Awaited<ReturnType<Extract<FakeProgram, (...args: never[]) => unknown>>>) {
  const refusal = { exitCode: 1, stderr: 'Operation not supported' };
  return fakeHost({
    exec: { '/bin/unshare': ({ argv }) => (argv.includes('/bin/find') ? load : refusal) },
  });
}

const tried = (host: ReturnType<typeof fakeHost>) =>
  host.calls.flatMap(({ argv }) => (argv.includes('/bin/try') ? [argv.at(-1)] : []));

describe('prove', () => {
  it('tries nothing by itself when the whole is accepted', async () => {
    const host = hostWhere({ stdout: '/\n/\n' });
    const outcome = await prove(host, tools, task);
    expect(outcome).toMatchObject({ told: true, features: [{ state: 'works' }, {}, {}] });
    expect(tried(host)).toEqual([]);
  });

  it('tries by itself only what the steps before the failure have not shown', async () => {
    const host = hostWhere({ stdout: '/\n', exitCode: 1, stderr: 'Operation not supported' });
    const outcome = await prove(host, tools, task);
    expect(tried(host)).toEqual(['c']);
    const states = outcome.told ? outcome.features.map(({ state }) => state) : [];
    expect(states).toEqual(['works', 'works', 'missing']);
  });

  it('does not try what builds on something missing', async () => {
    const host = hostWhere({ stdout: '', exitCode: 1, stderr: 'Operation not supported' });
    const built: Task = {
      ...task,
      features: task.features.map((one) => (one.id === 'a' ? one : { ...one, needs: ['a'] })),
    };
    const outcome = await prove(host, tools, built);
    expect(tried(host)).toEqual(['a']);
    const states = outcome.told ? outcome.features.map(({ state }) => state) : [];
    expect(states).toEqual(['missing', 'missing', 'missing']);
  });

  it('tries all by themselves when the first step fails', async () => {
    const host = hostWhere({ stdout: '', exitCode: 1, stderr: 'Operation not supported' });
    await prove(host, tools, task);
    expect(tried(host)).toEqual(['a', 'b', 'c']);
  });
});
