import { cniRequirements } from '../../catalog/requirements/cni.ts';
import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const calicoMoves = cniRequirements.find(({ id }) => id === 'calico.kernel-nftables');
const withoutMove = calicoMoves?.without ?? '';

const setCalico = (plane: string): Remedy => ({
  what: `have Calico use ${plane}: linuxDataplane in its Installation, or nftablesMode of Felix`,
  now: [
    `kubectl patch installation.operator.tigera.io default --type merge -p '{"spec":{"calicoNetwork":{"linuxDataplane":"${plane}"}}}'`,
  ],
  verify: ['kubectl get installation default -o "jsonpath={.spec.calicoNetwork.linuxDataplane}"'],
});

const haveMode = ({ mode, plane }: Args): string =>
  `kube-proxy in ${String(mode)} mode${plane === '' ? '' : `, the plugin with ${String(plane)}`}`;

export const dataPlaneReasons: readonly Reason[] = [
  {
    code: 'cni.plane-differs',
    means: 'kube-proxy is in nftables mode and Calico is not, or the other way round.',
    words: (args) => ({
      says: `Calico is set to ${String(args['plane'])}, and kube-proxy to ${String(args['mode'])} mode`,
      need:
        args['mode'] === 'nftables'
          ? (calicoMoves?.purpose ?? '')
          : 'Calico in nftables mode wants kube-proxy in nftables mode',
      have: `${haveMode(args)}: ${withoutMove}`,
      remedies: [
        setCalico(args['mode'] === 'nftables' ? 'Nftables' : 'Iptables'),
        { what: 'plan the other mode of kube-proxy', verify: ['kube-preflight modes'] },
      ],
    }),
  },
  {
    code: 'cni.plane-not-said',
    means: 'Calico must move along with kube-proxy to nftables, and nobody said whether it does.',
    words: (args) => ({
      says: 'Calico must use nftables, too; what it is set to is not known here',
      need: calicoMoves?.purpose ?? '',
      have: haveMode(args),
      remedies: [
        setCalico('Nftables'),
        { what: 'name its Installation or FelixConfiguration with --config, to have it judged' },
      ],
    }),
  },
  {
    code: 'cni.plane-iptables',
    means: 'flannel masquerades with iptables beside a kube-proxy in nftables mode.',
    words: (args) => ({
      says: 'flannel writes iptables rules beside kube-proxy in nftables mode',
      need: 'EnableNFTables: true, where the kernel has no modules for iptables, as that of Enterprise Linux 10',
      have: haveMode(args),
      remedies: [
        {
          what: 'set "EnableNFTables": true in net-conf.json of the ConfigMap kube-flannel-cfg, and start flannel again',
          now: ['kubectl -n kube-flannel rollout restart daemonset kube-flannel-ds'],
          verify: ['nft list table ip flannel-ipv4'],
        },
      ],
    }),
  },
  {
    code: 'cni.not-tried',
    means:
      'kube-router writes iptables rules and sets; with kube-proxy in nftables mode it is not known to work.',
    words: (args) => ({
      says: 'kube-router beside kube-proxy in nftables mode is not known to work',
      need: 'Services that were tried with the two together (k0s#5384)',
      have: haveMode(args),
      remedies: [
        {
          what: 'try it on one node, or have kube-router serve the Services itself: --run-service-proxy=true',
        },
      ],
    }),
  },
];
