import { listOf, memberOf, textOf, timeOf } from './members.ts';

/** When the container that collects ran, by the clock of its node. Milliseconds since 1970. */
export interface FactsRun {
  readonly startedMs: number;
  readonly finishedMs: number;
}

/** A pod, as far as collecting needs it. */
export interface PodLook {
  readonly uid: string;
  readonly name: string;
  readonly node: string;
  readonly createdMs: number;
  /** It is being deleted. */
  readonly isLeaving: boolean;
  /** `ended`: its line is whole; `stuck`: nothing will come of it unless somebody mends it. */
  readonly state: 'ended' | 'stuck' | 'pending';
  /** Why there is no line yet; '' if there is one. */
  readonly why: string;
  /** Of a container that ended. */
  readonly run?: FactsRun;
}

/** With these the kubelet tries again and again; time alone mends none of them. */
const stuckReasons = new Set([
  'CrashLoopBackOff',
  'ErrImagePull',
  'ImagePullBackOff',
  'ImageInspectError',
  'ErrImageNeverPull',
  'InvalidImageName',
  'RegistryUnavailable',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

const longestWhy = 300;

export function lookAtPod(pod: unknown, container: string): PodLook {
  const own = {
    uid: textOf(pod, 'metadata', 'uid'),
    name: textOf(pod, 'metadata', 'name'),
    node: textOf(pod, 'spec', 'nodeName'),
    createdMs: timeOf(pod, 'metadata', 'creationTimestamp') ?? 0,
    isLeaving: timeOf(pod, 'metadata', 'deletionTimestamp') !== undefined,
  };
  const { state, why, run } = progressOf(pod, container);
  const told = why === '' ? '' : `pod ${own.name}: ${why}`.slice(0, longestWhy);
  return { ...own, state, why: told, ...(run === undefined ? {} : { run }) };
}

type Progress = Pick<PodLook, 'state' | 'why' | 'run'>;

function progressOf(pod: unknown, container: string): Progress {
  const inits = listOf(pod, 'status', 'initContainerStatuses');
  const all = [...inits, ...listOf(pod, 'status', 'containerStatuses')];
  const facts = all.find((one) => textOf(one, 'name') === container);
  const ended = memberOf(facts, 'state', 'terminated');
  if (typeof ended === 'object' && ended !== null) return endOf(ended, container);
  if (textOf(pod, 'status', 'phase') === 'Failed') {
    return { state: 'stuck', why: `it failed${because(pod, 'status')}` };
  }
  // What stands before the container in the pod holds it up, too.
  for (const one of facts === undefined ? inits : [facts, ...inits]) {
    const reason = textOf(one, 'state', 'waiting', 'reason');
    if (stuckReasons.has(reason)) return { state: 'stuck', why: stuckAt(one) };
  }
  return { state: 'pending', why: pendingOf(pod, facts, container) };
}

function endOf(ended: object, container: string): Progress {
  const exitCode = memberOf(ended, 'exitCode');
  if (exitCode !== 0) return { state: 'stuck', why: `container ${container} ${endedWith(ended)}` };
  const startedMs = timeOf(ended, 'startedAt');
  const finishedMs = timeOf(ended, 'finishedAt');
  if (startedMs === undefined || finishedMs === undefined) return { state: 'ended', why: '' };
  return { state: 'ended', why: '', run: { startedMs, finishedMs } };
}

function endedWith(ended: unknown): string {
  const exitCode = memberOf(ended, 'exitCode');
  const reason = textOf(ended, 'reason');
  const code = typeof exitCode === 'number' ? String(exitCode) : 'no code';
  return `ended with ${code}${reason === '' || reason === 'Error' ? '' : ` (${reason})`}`;
}

function stuckAt(status: unknown): string {
  const name = textOf(status, 'name');
  const before = memberOf(status, 'lastState', 'terminated');
  if (textOf(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff' && before !== undefined) {
    return `container ${name} ${endedWith(before)}, again and again`;
  }
  return `container ${name} does not start${because(status, 'state', 'waiting')}`;
}

function pendingOf(pod: unknown, facts: unknown, container: string): string {
  if (memberOf(facts, 'state', 'running') !== undefined) return `container ${container} still runs`;
  const scheduled = listOf(pod, 'status', 'conditions').find((one) => textOf(one, 'type') === 'PodScheduled');
  if (textOf(scheduled, 'status') === 'False')
    return `it is not scheduled${because({ scheduled }, 'scheduled')}`;
  const waiting = because(facts, 'state', 'waiting');
  return waiting === ''
    ? `it is ${textOf(pod, 'status', 'phase') || 'Pending'}`
    : `container ${container} waits${waiting}`;
}

/** `: reason: message`, or ''. */
function because(value: unknown, ...path: readonly string[]): string {
  const parts = [textOf(value, ...path, 'reason'), textOf(value, ...path, 'message')];
  return parts.map((part) => (part === '' ? '' : `: ${part}`)).join('');
}
