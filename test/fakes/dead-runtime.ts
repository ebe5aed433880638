import type { CallFailure, RuntimeClient } from '../../src/host/cri/runtime-client.ts';

const none = (): Promise<CallFailure> =>
  Promise.resolve({ ok: false, fault: 'not-grpc', detail: 'not asked' });

/** Somebody who listens, for tests that ask no more than that. */
export const deadRuntime: RuntimeClient = {
  version: none,
  versionV1alpha2: none,
  status: none,
  cgroupDriver: none,
  hasImage: none,
  pullImage: none,
  close: () => undefined,
};
