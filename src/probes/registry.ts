import type { ProbeName } from './facts.ts';
import { kernelProbe } from './kernel.ts';
import { netfilterProbe } from './netfilter/probe.ts';
import { osProbe } from './os.ts';
import { privilegeProbe } from './privilege.ts';
import type { Probe } from './probe.ts';
import { toolsProbe } from './tools/probe.ts';

/** One for each subject, so that none is forgotten. */
const byName: { readonly [K in ProbeName]: Probe<K> } = {
  privilege: privilegeProbe,
  os: osProbe,
  kernel: kernelProbe,
  tools: toolsProbe,
  netfilter: netfilterProbe,
};

export const probes: readonly Probe[] = Object.values(byName);
