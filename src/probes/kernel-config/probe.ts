import { known, unknown } from '../fact.ts';
import { noKernel } from '../kernel.ts';
import type { Probe } from '../probe.ts';
import { readKernelConfig } from './read-kernel-config.ts';

/** What the running kernel (of an image: the one that would boot) was built with. That nothing could be read is an answer too: `source` is ''. */
export const kernelConfigProbe: Probe<'kernelConfig'> = {
  name: 'kernelConfig',
  deadlineMs: 3000,
  async run(host) {
    if (host.image !== undefined && host.release === '')
      return unknown('not-found', noKernel(host.image.root));
    return known(await readKernelConfig(host));
  },
};
