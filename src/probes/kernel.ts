import { known } from './fact.ts';
import type { Probe } from './probe.ts';

export interface KernelFacts {
  /** `uname -r`. */
  readonly release: string;
  /** Logical CPUs this process may use. */
  readonly cpus: number;
}

export const kernelProbe: Probe<'kernel'> = {
  name: 'kernel',
  deadlineMs: 100,
  run: (host) => Promise.resolve(known({ release: host.release, cpus: host.cpus })),
};
