import type { Stance } from '../checks/check.ts';
import { executablesOf } from '../catalog/executables.ts';
import {
  apiServerManifest,
  emptyDirectoriesOf,
  freshFilesOf,
  memberFile,
  wantedManifestsOf,
} from '../catalog/node-files.ts';
import { kubeadmPortsOf, nodePortsOf } from '../catalog/ports.ts';
import { toolRequirements } from '../catalog/requirements/tools.ts';
import { nodeDemands } from '../checks/host-tools/demands-of.ts';
import { kubeadmReleaseOf } from '../checks/kubeadm-release.ts';
import type { ClusterSeen } from '../config/cluster-seen.ts';
import type { Plan, ProxyMode } from '../config/plan.ts';
import { proofTools } from '../probes/netfilter/tool-paths.ts';
import type { Survey } from '../probes/probe.ts';
import { criSurvey } from './cri-survey.ts';
import { etcdSurvey } from './etcd-survey.ts';
import { namesSurvey } from './names-survey.ts';

/** What a run asks for beyond its plan and stance. */
export interface SurveyOptions {
  /** Modes to prove; absent: the planned one. */
  readonly modes?: readonly ProxyMode[];
  readonly variant?: Survey['variant'];
  /** Told of each step where images are pulled. */
  readonly onPull?: Survey['cri']['onPull'];
  readonly cluster?: ClusterSeen;
}

/** What the probes are to look at, for this plan. Probes read nothing else of it. */
export function surveyOf(plan: Plan, stance: Stance, options: SurveyOptions = {}): Survey {
  const mode = plan.proxyMode.value;
  const modes = options.modes ?? provenModes(mode, stance);
  return {
    modes,
    families: plan.families.value,
    variant: options.variant ?? 'in-force',
    readOnly: stance.readOnly,
    ...(stance.policy === 'kubeadm' ? { onlyKubeadms: true } : {}),
    paths: pathsOf(plan),
    ports: portsOf(plan, stance),
    ipvsScheduler: plan.kubeProxy.ipvsScheduler.value,
    masqueradeBit: plan.kubeProxy.masqueradeBit.value,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
    tools: [...wantedTools(plan, stance), ...(modes.length > 0 ? proofTools : []), ...customTools(plan)],
    ...namesSurvey(plan, stance),
    cri: criSurvey(plan, stance, options.onPull),
    etcd: etcdSurvey(plan, stance),
    cni: plan.cni.plugins.value,
    custom: plan.requirements.map(({ demand }) => demand),
    certificatesDir: plan.certificatesDir.value,
    askVersionOf: usedTools(options.modes ?? [mode], stance),
  };
}

/** These two policies judge no kernel. */
function provenModes(mode: ProxyMode | 'none', { policy }: Stance): readonly ProxyMode[] {
  return mode === 'none' || policy === 'kubeadm' || policy === 'documented' ? [] : [mode];
}

/** The tools whose working (and not only presence) some check of these modes judges. */
function usedTools(
  modes: readonly (ProxyMode | 'none')[],
  { policy }: Stance,
): NonNullable<Survey['askVersionOf']> {
  if (policy === 'kubeadm' || policy === 'documented') return [];
  const used = { nftables: ['nft'], iptables: ['iptables'], ipvs: ['iptables', 'ipset'], none: [] } as const;
  return [...new Set([...modes.flatMap((mode) => used[mode]), ...(policy === 'either' ? both : [])])];
}

const both = ['iptables', 'nft'] as const;

/** An upgraded node needs what a new one does, though kubeadm looks for nothing then. */
function wantedTools(plan: Plan, stance: Stance): readonly string[] {
  const { value: target } = plan.kubernetesVersion;
  const release = stance.policy === 'kubeadm' ? kubeadmReleaseOf(plan, stance) : target;
  const action = plan.action === 'upgrade' ? 'init' : plan.action;
  const lookedFor = [...executablesOf(release, { action, target }), ...nodeDemands(toolRequirements, plan)];
  return [...new Set(lookedFor.map(({ name }) => name))];
}

function portsOf(plan: Plan, stance: Stance): Survey['ports'] {
  const isKubeadm = stance.policy === 'kubeadm';
  const wanted = isKubeadm ? kubeadmPortsOf(plan, kubeadmReleaseOf(plan, stance)) : nodePortsOf(plan);
  return [
    ...wanted.flatMap(({ port, protocol, address, also = [] }) =>
      [address, ...also].map((one) => ({ port, protocol, address: one })),
    ),
    ...plan.requirements.flatMap(({ demand }) =>
      demand.kind === 'port' ? [{ port: demand.port, protocol: demand.protocol, address: '' }] : [],
    ),
  ];
}

function customTools({ requirements }: Plan): readonly string[] {
  return requirements.flatMap(({ demand }) => (demand.kind === 'tool' ? [demand.tool] : []));
}

function pathsOf(plan: Plan): readonly string[] {
  const role = plan.phase === 'upgrade node' ? [apiServerManifest] : [];
  const wanted = [...freshFilesOf(plan), ...emptyDirectoriesOf(plan), ...wantedManifestsOf(plan)];
  const asked = [...wanted, ...role, memberFile];
  return [...new Set(asked)];
}
