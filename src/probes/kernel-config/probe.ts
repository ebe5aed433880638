import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { readKernelConfig } from './read-kernel-config.ts';

/** What the running kernel was built with. That nothing could be read is an answer too: `source` is ''. */
export const kernelConfigProbe: Probe<'kernelConfig'> = {
  name: 'kernelConfig',
  deadlineMs: 3000,
  run: async (host) => known(await readKernelConfig(host)),
};
