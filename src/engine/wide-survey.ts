import { cnis } from '../catalog/cnis.ts';
import { executableNames } from '../catalog/executables.ts';
import { imagesOf } from '../catalog/images.ts';
import { nodeUnits } from '../catalog/node-units.ts';
import { knownRuntimes } from '../catalog/runtimes.ts';
import type { Stance } from '../checks/check.ts';
import {
  type Phase,
  type Plan,
  type Planned,
  type ProxyMode,
  type Role,
  proxyModes,
} from '../config/plan.ts';
import type { ProbeName } from '../probes/facts.ts';
import type { Survey } from '../probes/probe.ts';
import { type SurveyOptions, surveyOf } from './survey.ts';

const families = ['ipv4', 'ipv6'] as const;
const roles = ['control-plane', 'worker'] as const satisfies readonly Role[];
const phases = ['init', 'join', 'upgrade apply', 'upgrade node', 'reset'] as const satisfies readonly Phase[];
/** kubeadm tries ports on all addresses until 1.36, and where they are configured since. */
const kubeadmReleases = ['1.36.0', '1.37.0'] as const;

/**
 * The survey that asks for everything a check could ask of this host, whatever the phase, role, proxy mode,
 * release and policy; and for what this plan asks beside that. Nothing is pulled.
 */
export function wideSurvey(plan: Plan, stance: Stance, options: SurveyOptions = {}): Survey {
  const surveys = situations(plan, stance).map((one) => surveyOf(one.plan, one.stance, options));
  const { onlyKubeadms: _only, askVersionOf: _versions, ...base } = surveyOf(plan, stance, options);
  const both = roles.map((role) => as(plan, 'join', role));
  return {
    ...base,
    modes: proxyModes,
    families,
    countRules: true,
    cni: cnis,
    paths: [...new Set(surveys.flatMap(({ paths }) => paths))],
    ports: distinct(surveys.flatMap(({ ports }) => ports)),
    tools: [...new Set([...surveys.flatMap(({ tools }) => tools), ...executableNames])],
    proxiedUnits: [...new Set(knownRuntimes.flatMap(({ socket }) => nodeUnits(socket)))],
    cri: {
      ...base.cri,
      // What a node was set up with comes first; where nothing says so, it is found as on a new one.
      isSetUp: true,
      alsoDetect: true,
      images: [...new Set([plan, ...both].flatMap(imagesOf))],
      pull: 'none',
    },
  };
}

/** The probes that a wide survey is for: all, but for what was seen of a cluster while a plan was made. */
export function wideProbes(probes: readonly { readonly name: ProbeName }[]): readonly ProbeName[] {
  return probes.map(({ name }) => name).filter((name) => name !== 'cluster');
}

interface Situation {
  readonly plan: Plan;
  readonly stance: Stance;
}

function situations(plan: Plan, stance: Stance): readonly Situation[] {
  const plans = phases.flatMap((phase) => roles.map((role) => as(plan, phase, role)));
  const proxied = plans.flatMap((one) => [one, withMode(one, 'nftables'), withMode(one, 'none')]);
  const kubeadms = kubeadmReleases.map((kubeadmVersion) => ({
    ...stance,
    policy: 'kubeadm' as const,
    kubeadmVersion,
  }));
  const own: Stance = { ...stance, policy: 'mode-aware' };
  return [
    { plan, stance },
    ...proxied.map((one) => ({ plan: one, stance: own })),
    ...plans.flatMap((one) => kubeadms.map((kubeadm) => ({ plan: one, stance: kubeadm }))),
  ];
}

function as(plan: Plan, phase: Phase, role: Role): Plan {
  const action = phase === 'upgrade apply' || phase === 'upgrade node' ? 'upgrade' : phase;
  return { ...plan, phase, action, role: { ...plan.role, value: role } };
}

function withMode(plan: Plan, mode: ProxyMode | 'none'): Plan {
  const proxyMode: Planned<ProxyMode | 'none'> = { ...plan.proxyMode, value: mode };
  return { ...plan, proxyMode };
}

function distinct(ports: Survey['ports']): Survey['ports'] {
  const keyed = ports.map((one) => [`${one.protocol} ${one.port} ${one.address}`, one] as const);
  return [...new Map(keyed).values()];
}
