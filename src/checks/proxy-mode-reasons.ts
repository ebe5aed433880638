import { localInterfaceReason } from './local-interface.ts';
import type { Args, Remedy, Words } from '../findings/finding.ts';
import { releaseOf } from '../catalog/timeline.ts';
import type { Reason } from './check.ts';

/** Into the file, or where the cluster keeps it: its kube-proxy reads it when it starts anew. */
function write({ mode, live }: Args): Remedy {
  const what = `write the mode into the KubeProxyConfiguration: mode: ${String(mode)}`;
  if (live !== true) return { what, verify: ['kube-preflight plan --config FILE'] };
  return {
    what: `${what}, in the cluster`,
    now: [
      'kubectl -n kube-system edit configmap kube-proxy',
      'kubectl -n kube-system rollout restart daemonset kube-proxy',
    ],
  };
}

const toNftables: Remedy = {
  what: 'move to nftables mode: mode: nftables in the KubeProxyConfiguration',
  verify: ['kube-preflight modes --config FILE'],
};

const setGate = (gate: string): Remedy => ({
  what: `switch the gate on in the KubeProxyConfiguration: featureGates: {${gate}: true}`,
});

const from = ({ origin }: Args): string => String(origin);

/** The words of ProxyMode. Releases come from the catalogue's timeline. */
export const proxyModeReasons: readonly Reason[] = [
  {
    code: 'mode.planned',
    means: 'The proxy mode is set, and the release has it.',
    words: (args) => ({ says: `kube-proxy will run in ${String(args['mode'])} mode (${from(args)})` }),
  },
  {
    code: 'mode.none',
    means: 'No kube-proxy is planned; something else serves the Services.',
    words: (args) => ({
      says: `no kube-proxy is planned (${from(args)}): its tools and rules are not judged`,
    }),
  },
  {
    code: 'mode.default-will-change',
    means: 'No mode is set; the default of the release rules until nftables becomes the default.',
    words: (args) => ({
      says: `no mode is set, so that kube-proxy runs in ${String(args['mode'])} mode (${from(args)})`,
      need: `a mode, before ${releaseOf('nftables', 'becomes-default')} makes nftables the default (planned)`,
      remedies: [write(args)],
    }),
  },
  {
    code: 'mode.new-default',
    means: 'No mode is set; from 1.40 that means nftables (planned).',
    words: (args) => ({
      says: `no mode is set, and from ${releaseOf('nftables', 'becomes-default')} that means nftables (planned)`,
      have: `mode unset: ${String(args['mode'])} (${from(args)})`,
      remedies: [write(args)],
    }),
  },
  {
    code: 'mode.unset',
    means: 'No mode is set; kube-proxy warns of that from 1.37.',
    words: (args) => ({
      says: `no mode is set: kube-proxy warns of that from ${releaseOf('unset', 'warns-when-unset')}`,
      need: `a mode; unset means nftables from ${releaseOf('nftables', 'becomes-default')} (planned)`,
      have: `mode unset: ${String(args['mode'])} (${from(args)}); kubeadm writes mode: iptables for it`,
      remedies: [write(args)],
    }),
  },
  {
    code: 'mode.assumed',
    means: 'The cluster knows the mode, and it was not asked; the default of the release was judged.',
    words: (args) => ({
      says: `the cluster's mode is not known here; ${String(args['mode'])} was assumed (${from(args)})`,
      need: 'the mode in the ConfigMap kube-system/kube-proxy of the cluster',
      have: args['why'] === undefined ? 'no way to the cluster was named' : String(args['why']),
      remedies: [
        {
          what: 'name credentials, so that it is read from there',
          now: [`kube-preflight ${String(args['action'] ?? 'join')} --kubeconfig FILE`],
        },
        {
          what: 'read it yourself and say it with --proxy-mode',
          now: ["kubectl -n kube-system get configmap kube-proxy -o jsonpath='{.data.config\\.conf}'"],
        },
      ],
    }),
  },
  ...nftablesReasons(),
  localInterfaceReason,
  ...ipvsReasons(),
  {
    code: 'mode.sources-disagree',
    means: 'Two sources name different modes; the stronger one counts.',
    words: (args) => ({
      says: `two sources disagree on the proxy mode; ${String(args['used'])} counts`,
      need: 'one mode in all sources',
      have: `${String(args['used'])} (${String(args['usedFrom'])}), ${String(args['other'])} (${String(args['otherFrom'])})`,
      remedies: [{ what: `take the other one out: ${String(args['otherFrom'])}` }],
    }),
  },
  {
    code: 'mode.without-effect',
    means: 'The mode is written where nothing reads it.',
    words: withoutEffect,
  },
];

function withoutEffect({ mode, field, kind, belongs }: Args): Words {
  return {
    says: `mode ${String(mode)} is written where nothing reads it`,
    need: `the mode in ${String(belongs)}`,
    have: `${String(field)} in ${String(kind)}`,
    remedies: [{ what: `move it to ${String(belongs)}`, verify: ['kube-preflight plan --config FILE'] }],
  };
}

function nftablesReasons(): readonly Reason[] {
  return [
    {
      code: 'mode.nftables-missing',
      means: 'The release has no nftables mode.',
      words: (args) => ({
        says: `Kubernetes ${String(args['release'])} has no nftables mode`,
        need: `${releaseOf('nftables', 'alpha')} with the gate NFTablesProxyMode, or ${releaseOf('nftables', 'beta')}`,
        have: `mode: nftables (${from(args)})`,
        remedies: [{ what: 'use iptables mode, or a newer Kubernetes' }],
      }),
    },
    {
      code: 'mode.nftables-gated',
      means: 'nftables mode is there, behind a gate that is off.',
      words: (args) => ({
        says: `nftables mode of ${String(args['release'])} is behind the gate NFTablesProxyMode, which is off`,
        need: 'featureGates: {NFTablesProxyMode: true} for kube-proxy',
        have: `mode: nftables (${from(args)}) without the gate`,
        remedies: [
          setGate('NFTablesProxyMode'),
          { what: `use ${releaseOf('nftables', 'stable')} or later, where it is stable` },
        ],
      }),
    },
    {
      code: 'mode.nftables-early',
      means: 'nftables mode is alpha or beta in this release.',
      words: (args) => ({
        says: `nftables mode is ${String(args['stage'])} in ${String(args['release'])}; it is stable from ${releaseOf('nftables', 'stable')}`,
        have: `mode: nftables (${from(args)})`,
      }),
    },
  ];
}

function ipvsReasons(): readonly Reason[] {
  return [
    {
      code: 'mode.ipvs-deprecated',
      means: 'ipvs mode works, and is deprecated.',
      words: (args) => ({
        says: `ipvs mode is deprecated since ${releaseOf('ipvs', 'deprecated')}`,
        need: `another mode before ${releaseOf('ipvs', 'off-by-default')} switches it off and ${releaseOf('ipvs', 'removed')} removes it (planned)`,
        have: `mode: ipvs (${from(args)}) for ${String(args['release'])}`,
        remedies: [toNftables],
      }),
    },
    {
      code: 'mode.ipvs-off',
      means: 'ipvs mode is off by default in this release (planned): kube-proxy will exit.',
      words: (args) => ({
        says: `ipvs mode is off by default from ${releaseOf('ipvs', 'off-by-default')} (planned): kube-proxy exits`,
        need: 'another mode, or the gate KubeProxyIPVS',
        have: `mode: ipvs (${from(args)}) for ${String(args['release'])} without the gate`,
        remedies: [toNftables, setGate('KubeProxyIPVS')],
      }),
    },
    {
      code: 'mode.ipvs-removed',
      means: 'ipvs mode is removed in this release (planned).',
      words: (args) => ({
        says: `ipvs mode is removed in ${releaseOf('ipvs', 'removed')} (planned)`,
        need: 'another mode',
        have: `mode: ipvs (${from(args)}) for ${String(args['release'])}`,
        remedies: [toNftables],
      }),
    },
  ];
}
