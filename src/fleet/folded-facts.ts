import type { Facts } from '../probes/facts.ts';
import type { ProofFact } from '../probes/netfilter/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import type { Leaf } from './fact-leaves.ts';

/** Probes of which each subject is one value: that a tool is absent shows once, and not in its six fields. */
export const foldedProbes: ReadonlySet<string> = new Set([
  'tools',
  'services',
  'sysctls',
  'netfilter',
  'ports',
  'paths',
  'memory',
  'kubelet',
  'kernelConfig',
]);

export function foldedLeaves(facts: Facts): readonly Leaf[] {
  return [
    ...toolLeaves(facts),
    ...serviceLeaves(facts),
    ...proofLeaves(facts),
    ...hostLeaves(facts),
    ...pathLeaves(facts),
  ];
}

function toolLeaves({ tools, kubelet }: Facts): readonly Leaf[] {
  const own = tools?.known === true ? Object.entries(tools.value.byName) : [];
  const leaves = own.map(([name, tool]): Leaf => [`tools.${name}`, toolText(tool)]);
  return kubelet?.known === true ? [...leaves, ['kubelet.program', toolText(kubelet.value.program)]] : leaves;
}

function toolText({ state, fault, version, variant }: ToolFact): string {
  return [state, fault, version, variant].filter((word) => word !== undefined).join(' ');
}

function serviceLeaves({ services }: Facts): readonly Leaf[] {
  if (services?.known !== true) return [];
  const { manager, units } = services.value;
  const words = Object.entries(units).map(([name, { load, active, fileState }]): Leaf => {
    return [`services.${name}`, [load, active, fileState].filter((word) => word !== '').join(' ')];
  });
  return [['services.manager', manager], ...words];
}

function proofLeaves({ netfilter }: Facts): readonly Leaf[] {
  if (netfilter?.known !== true) return [];
  const { conntrack, proofs } = netfilter.value;
  const limits: readonly Leaf[] = conntrack.known
    ? [
        ['netfilter.conntrack.max', String(conntrack.value.max)],
        ['netfilter.conntrack.hashsize', String(conntrack.value.hashsize)],
        ['netfilter.conntrack.maxWritable', String(conntrack.value.maxWritable)],
      ]
    : [['netfilter.conntrack', `not told: ${conntrack.cause.code}`]];
  return [...limits, ...proofs.map(proofLeaf)];
}

function proofLeaf({ mode, family, variant, proof }: ProofFact): Leaf {
  const path = ['netfilter.proofs', [mode, family, variant].filter((word) => word !== undefined).join(' ')];
  if (!proof.known) return [path.join('.'), `not told: ${proof.cause.code}`];
  const lacking = proof.value.features
    .filter(({ state }) => state !== 'works')
    .map(({ feature, state }) => `${feature} ${state}`);
  return [path.join('.'), lacking.length === 0 ? 'all works' : lacking.join(', ')];
}

function hostLeaves({ sysctls, memory, kernelConfig }: Facts): readonly Leaf[] {
  const values = sysctls?.known === true ? Object.entries(sysctls.value.values) : [];
  const options = kernelConfig?.known === true ? Object.entries(kernelConfig.value.options) : [];
  return [
    ...values.map(([key, value]): Leaf => {
      return [`sysctls.${key}`, value.state === 'read' ? value.text.trim() : value.state];
    }),
    ...options.map(([option, value]): Leaf => [`kernelConfig.${option}`, value]),
    // Two machines of one kind differ in some pages.
    ...(memory?.known === true ? [gibLeaf(memory.value.totalKiB)] : []),
  ];
}

function gibLeaf(kib: number): Leaf {
  return ['memory.total', `${Math.round(kib / 1024 / 1024)} GiB`];
}

function pathLeaves({ paths, ports }: Facts): readonly Leaf[] {
  const files = paths?.known === true ? Object.values(paths.value.byPath) : [];
  const sockets = ports?.known === true ? ports.value.ports : [];
  return [
    ...files.map(({ path, kind }): Leaf => [`paths.${path}`, kind]),
    // Of a port on an address of the host's own: another node has another address.
    ...sockets
      .filter(({ address }) => address === '' || address === '127.0.0.1')
      .map(({ port, protocol, address, state }): Leaf => [
        `ports.${port}/${protocol}${address && ` on ${address}`}`,
        state,
      ]),
  ];
}
