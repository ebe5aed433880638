import { known, unknown } from './fact.ts';
import type { Probe } from './probe.ts';

export interface KernelFacts {
  /** `uname -r`; of an image the kernel that would boot. */
  readonly release: string;
  /** Logical CPUs this process may use; 0 of an image. */
  readonly cpus: number;
  /** Set of an image: where it lies, and the releases of other kernels in it. */
  readonly image?: { readonly root: string; readonly others: readonly string[] };
}

export const kernelProbe: Probe<'kernel'> = {
  name: 'kernel',
  deadlineMs: 100,
  run({ release, cpus, image }) {
    if (image === undefined) return Promise.resolve(known({ release, cpus }));
    if (release === '') return Promise.resolve(unknown('not-found', noKernel(image.root)));
    // What runs is no guess.
    const others = image.running ? [] : image.kernels.filter((kernel) => kernel !== release);
    return Promise.resolve(known({ release, cpus, image: { root: image.root, others } }));
  },
};

/** What an image without a kernel lacks, for all that ask for one. */
export function noKernel(root: string): string {
  return `no kernel lies in ${root}: no /lib/modules with an index of modules`;
}
