import { imagesOf } from '../../src/catalog/images.ts';
import type { CallAnswer, CallFault, CriAnswers, CriFacts, ImagesFacts } from '../../src/probes/cri/facts.ts';
import { type Fact, known } from '../../src/probes/fact.ts';
import { planOf } from './plan.ts';

export const containerdSocket = '/var/run/containerd/containerd.sock';

export function answer<T>(value: T): CallAnswer<T> {
  return { ok: true, value };
}

export function refusal(fault: CallFault, detail: string): CallAnswer<never> {
  return { ok: false, fault, detail };
}

export const noRuntimeConfig = refusal(
  'unimplemented',
  'unknown method RuntimeConfig for service runtime.v1.RuntimeService',
);

/** containerd 2.1 on a node with CNI, and the cgroup driver that kubeadm chooses. */
const answers: CriAnswers = {
  version: answer({ name: 'containerd', version: '2.1.9', api: 'v1' }),
  status: answer([
    { type: 'RuntimeReady', status: true, reason: '', message: '' },
    { type: 'NetworkReady', status: true, reason: '', message: '' },
  ]),
  cgroupDriver: answer('systemd' as const),
  ownConfig: {},
  ms: 4,
};

/** A runtime that answers, found where kubeadm looks, but for what is named. */
export function criOf(overrides: Partial<CriFacts> = {}, calls: Partial<CriAnswers> = {}): Fact<CriFacts> {
  return known({
    endpoint: { chosenBy: 'found', endpoint: `unix://${containerdSocket}`, path: containerdSocket },
    socket: { state: 'listens', code: '', mode: '0660 0:0' },
    others: [],
    answers: { ...answers, ...calls },
    ...overrides,
  });
}

/** Nobody answers there. */
export function deadCri(
  socket: CriFacts['socket'],
  overrides: Partial<Omit<CriFacts, 'answers'>> = {},
): Fact<CriFacts> {
  const endpoint = {
    chosenBy: 'fallback',
    endpoint: `unix://${containerdSocket}`,
    path: containerdSocket,
  } as const;
  return known({ endpoint, socket, others: [], program: '/usr/bin/containerd', ...overrides });
}

/** All images of the plan, there. */
export function imagesFact(overrides: Partial<ImagesFacts> = {}): Fact<ImagesFacts> {
  const images = imagesOf(planOf()).map((image) => ({ image, state: 'present' as const, ms: 1 }));
  return known({ pulling: false, images, ...overrides });
}
