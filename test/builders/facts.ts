import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { NetfilterFacts, ProofFact } from '../../src/probes/netfilter/facts.ts';
import type { OsFacts } from '../../src/probes/os.ts';
import type { PrivilegeFacts } from '../../src/probes/privilege.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { cniDefaults } from './cni.ts';
import { cniModulesWith } from './cni-modules.ts';
import { systemDefaults } from './cgroups.ts';
import { criOf, imagesFact } from './cri.ts';
import { networkDefaults } from './names.ts';
import { servicesDefaults } from './services.ts';
import { etcdDefaults } from './etcd.ts';
import { freePorts, pathsWith } from './ports.ts';
import { noRules } from './rules.ts';
import { clusterOf } from './cluster.ts';
import { resourceDefaults } from './resources.ts';
import { stateDefaults } from './state.ts';

export const debian: OsFacts = {
  id: 'debian',
  idLike: [],
  versionId: '12',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  hostName: 'cp-1',
  machine: 'x86_64',
  source: '/etc/os-release',
};

export const elTen: OsFacts = {
  ...debian,
  id: 'rhel',
  idLike: ['centos', 'fedora'],
  versionId: '10.1',
  prettyName: 'Red Hat Enterprise Linux 10.1 (Coughlan)',
};

export const root: PrivilegeFacts = {
  uid: 0,
  capabilities: ['net_admin', 'sys_admin'],
  initialNetworkNamespace: true,
  container: '',
};

export const ordinaryUser: PrivilegeFacts = { ...root, uid: 1000, capabilities: [] };

const versions: Readonly<Record<string, string>> = { nft: '1.0.6', ipset: '7.17' };
const families = ['iptables', 'ip6tables'].flatMap((name) => [name, `${name}-save`, `${name}-restore`]);
const usual = [...families, 'nft', 'ipset', 'losetup', 'mount', 'cp'];

/** A tool that works, as Debian 12 has it. */
export function sound(name: string, overrides: Partial<ToolFact> = {}): ToolFact {
  const xtables = /^ip6?tables/u.test(name);
  const version = xtables ? '1.8.9' : versions[name];
  return {
    name,
    state: 'sound',
    path: `/usr/sbin/${name}`,
    inUserPath: true,
    links: xtables ? ['/usr/sbin/xtables-nft-multi'] : [],
    ...(version === undefined ? {} : { version }),
    ...(xtables ? { variant: 'nf_tables' as const } : {}),
    ...overrides,
  };
}

export function absent(name: string): ToolFact {
  return { name, state: 'absent', links: [] };
}

export function faulty(name: string, fault: NonNullable<ToolFact['fault']>, detail: string): ToolFact {
  return { name, state: 'faulty', fault, detail, path: `/usr/sbin/${name}`, inUserPath: true, links: [] };
}

export interface FactsOverrides extends Partial<Facts> {
  /** Tools that differ from a Debian 12 that has them all. */
  readonly with?: readonly ToolFact[];
  /** Names that are on no search path. */
  readonly without?: readonly string[];
  readonly system?: OsFacts;
  readonly user?: PrivilegeFacts;
  readonly proofs?: readonly ProofFact[];
}

/** All six programs of iptables. */
export const iptablesNames: readonly string[] = families;

/** The facts of a Debian 12 that lacks nothing, seen by root, but for what is named. */
export function factsOf(overrides: FactsOverrides = {}): Facts {
  const { with: given = [], without = [], system = debian, user = root, proofs = [], ...rest } = overrides;
  const tools = new Map(usual.map((name) => [name, sound(name)]));
  for (const name of without) tools.set(name, absent(name));
  for (const tool of given) tools.set(tool.name, tool);
  const netfilter: NetfilterFacts = {
    proofs,
    conntrack: known({ sysctlDirectory: true }),
    loadedByProof: [],
  };
  return {
    os: known(system),
    kernel: known({ release: '6.1.0-28-amd64', cpus: 2 }),
    privilege: known(user),
    tools: known({
      searched: ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'],
      byName: Object.fromEntries(tools),
      modulesLoaded: [],
    }),
    netfilter: known(netfilter),
    ...resourceDefaults,
    cluster: known(clusterOf()),
    rules: known(noRules),
    ports: known(freePorts()),
    paths: known(pathsWith()),
    ...networkDefaults,
    ...servicesDefaults,
    cri: criOf(),
    images: imagesFact(),
    ...etcdDefaults,
    ...systemDefaults,
    ...stateDefaults,
    ...cniDefaults,
    ...cniModulesWith(),
    ...rest,
  };
}
