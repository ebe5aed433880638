import { cgroupsProbe } from './cgroups/probe.ts';
import type { ProbeName } from './facts.ts';
import { kernelConfigProbe } from './kernel-config/probe.ts';
import { kernelProbe } from './kernel.ts';
import { namesProbe } from './names/probe.ts';
import { netfilterProbe } from './netfilter/probe.ts';
import { networkProbe } from './network/probe.ts';
import { osProbe } from './os.ts';
import { privilegeProbe } from './privilege.ts';
import type { Probe } from './probe.ts';
import { proxiesProbe } from './proxies/probe.ts';
import { resolverProbe } from './resolver/probe.ts';
import { toolsProbe } from './tools/probe.ts';

/** One for each subject, so that none is forgotten. */
const byName: { readonly [K in ProbeName]: Probe<K> } = {
  privilege: privilegeProbe,
  os: osProbe,
  kernel: kernelProbe,
  kernelConfig: kernelConfigProbe,
  cgroups: cgroupsProbe,
  tools: toolsProbe,
  netfilter: netfilterProbe,
  names: namesProbe,
  resolver: resolverProbe,
  proxies: proxiesProbe,
  network: networkProbe,
};

export const probes: readonly Probe[] = Object.values(byName);
