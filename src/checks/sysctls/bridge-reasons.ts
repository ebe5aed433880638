import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { setRemedy, sysctlName } from './sysctl-remedies.ts';

export const loadBridge: Remedy = {
  what: 'load br_netfilter, now and at every boot',
  now: ['modprobe br_netfilter'],
  persistent: ['echo br_netfilter > /etc/modules-load.d/br_netfilter.conf'],
  verify: ['sysctl net.bridge.bridge-nf-call-iptables'],
  steps: [{ kind: 'module', module: 'br_netfilter', file: '/etc/modules-load.d/br_netfilter.conf' }],
};

const need = 'the packets of a Linux bridge go through the rules of kube-proxy';

function whose({ plugins, known }: Args): string {
  return known === true && Array.isArray(plugins)
    ? `the CNI plugin ${plugins.join(', ')} puts pods on a bridge`
    : 'needed only if the CNI plugin puts pods on a bridge, as flannel and bridge do; there is none to ask yet';
}

export const bridgeReasons: readonly Reason[] = [
  {
    code: 'bridge.on',
    means: 'Packets of Linux bridges go through the rules of kube-proxy.',
    words: ({ key }) => ({ says: `${sysctlName(String(key))} is 1` }),
  },
  {
    code: 'bridge.not-loaded',
    means: 'br_netfilter is not loaded: packets of Linux bridges pass by the rules of kube-proxy.',
    words: (args) => ({
      says:
        args['known'] === true
          ? 'br_netfilter is not loaded: pods of this node do not reach Services whose pod is on it too'
          : 'br_netfilter is not loaded; only CNI plugins with a bridge need it',
      need,
      have: whose(args),
      remedies: [loadBridge],
    }),
  },
  {
    code: 'bridge.off',
    means: 'Packets of Linux bridges are told to pass by the rules of kube-proxy.',
    words: (args) => ({
      says:
        args['known'] === true
          ? `${sysctlName(String(args['key']))} is off: pods of this node do not reach Services whose pod is on it too`
          : `${sysctlName(String(args['key']))} is off; only CNI plugins with a bridge need it`,
      need,
      have: whose(args),
      remedies: [setRemedy('turn it on, now and at boot', [[String(args['key']), '1']])],
    }),
  },
];
