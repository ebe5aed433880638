import type { Host } from '../host/host.ts';
import { type Fact, unknown } from './fact.ts';
import type { ProbeName } from './facts.ts';

/** Probes whose subject lies in files: they answer for a root file system that does not run. */
const answeredByFiles: ReadonlySet<ProbeName> = new Set([
  'os',
  'kernel',
  'kernelConfig',
  'cluster',
  'swapAtBoot',
  'sysctlFiles',
  'tools',
  'netfilter',
  'paths',
  'proxies',
  'services',
  'kubelet',
  'wipers',
  'custom',
  'certificates',
  'cni',
  'cniModules',
  'timeSync',
]);

/** What /proc of a running machine tells who sees it; of sysctls, in the network namespace of that machine. */
const answeredByProc: ReadonlySet<ProbeName> = new Set(['memory', 'swap', 'sysctls']);

/** Why a probe is not run here: nothing of an image runs, and it would look at the running node. undefined: it may. */
export function whyNotAsked({ image }: Host, name: ProbeName): Fact<never> | undefined {
  if (image === undefined || answeredByFiles.has(name)) return undefined;
  if (image.running && answeredByProc.has(name)) return undefined;
  return unknown('not-running', `only the running node can tell; ${image.root} is looked at as files`);
}
