import { describe, expect, it } from 'vitest';
import { lookAtPod } from './pod-look.ts';

const waiting = (name: string, reason: string, more: object = {}) => ({
  name,
  state: { waiting: { reason } },
  ...more,
});
const killed = { lastState: { terminated: { exitCode: 1, reason: 'Error' } } };

describe('lookAtPod', () => {
  it.each<[string, object, string, string]>([
    ['nothing known', {}, 'pending', 'pod p: it is Pending'],
    [
      'of a Job, ended',
      { containerStatuses: [{ name: 'facts', state: { terminated: { exitCode: 0 } } }] },
      'ended',
      '',
    ],
    [
      'another container ended',
      { initContainerStatuses: [{ name: 'program', state: { terminated: { exitCode: 0 } } }] },
      'pending',
      'pod p: it is Pending',
    ],
    [
      'held up by the one before',
      { initContainerStatuses: [waiting('program', 'ErrImagePull'), waiting('facts', 'PodInitializing')] },
      'stuck',
      'pod p: container program does not start: ErrImagePull',
    ],
    [
      'crashing',
      { initContainerStatuses: [waiting('facts', 'CrashLoopBackOff', killed)] },
      'stuck',
      'pod p: container facts ended with 1, again and again',
    ],
    [
      'made',
      { initContainerStatuses: [waiting('facts', 'ContainerCreating')] },
      'pending',
      'pod p: container facts waits: ContainerCreating',
    ],
    [
      'of strange members',
      {
        phase: 7,
        initContainerStatuses: { name: 'facts' },
        containerStatuses: [null, 1, 'x', { name: 'facts', state: [] }],
      },
      'pending',
      'pod p: it is Pending',
    ],
  ])('%s', (_, status, state, why) => {
    expect(lookAtPod({ metadata: { name: 'p' }, status }, 'facts')).toMatchObject({ state, why });
  });

  it('reads times of JSON and of models alike', () => {
    const at = '2026-11-20T14:03:05Z';
    for (const time of [at, new Date(at)]) {
      const terminated = { exitCode: 0, startedAt: time, finishedAt: time };
      const status = { initContainerStatuses: [{ name: 'facts', state: { terminated } }] };
      const run = { startedMs: Date.parse(at), finishedMs: Date.parse(at) };
      expect(lookAtPod({ status }, 'facts').run).toEqual(run);
    }
  });

  it.each([undefined, null, 7, 'pod', []])('takes %j for a pod without a name', (value) => {
    expect(lookAtPod(value, 'facts')).toMatchObject({ name: '', node: '', state: 'pending' });
  });
});
