import type { Args, Remedy } from '../../findings/finding.ts';
import { shellWord } from '../../findings/shell-word.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): string =>
  Array.isArray(value) ? value.join(',') : String(value ?? '');

/** What to add to NO_PROXY, for a shell and for a unit. Never replaces what stands there. */
function addRemedy({ unit, except, noProxy }: Args): Remedy {
  const stands = String(noProxy ?? '')
    .split(',')
    .filter((rule) => rule !== '');
  const value = [...new Set([...stands, ...(Array.isArray(except) ? except : [])])].join(',');
  if (unit === undefined)
    return {
      what: 'exempt them from the proxy, and keep the variables when sudo is used',
      now: [`export NO_PROXY=${shellWord(value)} no_proxy=${shellWord(value)}`],
      persistent: [`echo ${shellWord(`NO_PROXY="${value}"`)} >> /etc/environment`],
      verify: ['env | grep -i _proxy'],
    };
  return {
    what: `exempt them in a drop-in of ${String(unit)}, and restart it`,
    now: [
      `mkdir -p /etc/systemd/system/${String(unit)}.d`,
      `printf '%s\\n' '[Service]' ${shellWord(`Environment="NO_PROXY=${value}"`)} > /etc/systemd/system/${String(unit)}.d/zz-no-proxy.conf`,
      `systemctl daemon-reload && systemctl restart ${String(unit)}`,
    ],
    verify: [`systemctl show -p Environment ${String(unit)}`],
  };
}

const have = ({ variable, proxy, noProxy }: Args): string =>
  `${String(variable)}=${String(proxy)}; ${noProxy === '' ? 'NO_PROXY is not set' : `NO_PROXY=${String(noProxy)}`}`;

/** Of both checks: the same subject for one address, and for subnets. */
export const proxyReasons = {
  none: {
    code: 'proxy.none',
    means: 'No proxy stands between this node and its cluster.',
    words: () => ({ says: 'nothing of the cluster is reached through a proxy' }),
  },
  exempt: {
    code: 'proxy.exempt',
    means: 'A proxy is set, and NO_PROXY exempts what the cluster reaches by itself.',
    words: ({ targets, rules }) => ({
      says: `${list(targets)} ${Array.isArray(targets) && targets.length > 1 ? 'are' : 'is'} reached without the proxy (${list(rules)})`,
    }),
  },
  used: {
    code: 'proxy.used',
    means:
      'kubeadm, and the control plane that inherits its variables, would reach the cluster through a proxy.',
    words: (args) => ({
      says: `connections to ${String(args['target'])} go through the proxy ${String(args['proxy'])}`,
      need: `${String(args['target'])} reached directly: kubeadm hands these variables to the control plane as well`,
      have: have(args),
      remedies: [addRemedy(args)],
    }),
  },
  unit: {
    code: 'proxy.unit',
    means: 'A service of the node would reach the cluster through a proxy.',
    words: (args) => ({
      says: `${String(args['unit'])} reaches ${String(args['target'])} through the proxy ${String(args['proxy'])}`,
      need: `${String(args['target'])} reached directly: ${String(args['why'])}`,
      have: have(args),
      remedies: [addRemedy(args)],
    }),
  },
  unread: {
    code: 'proxy.unread',
    means: 'The environment of a service could not be read.',
    words: ({ files }) => ({
      says: 'could not tell whether services of this node use a proxy',
      have: list(files),
      remedies: [{ what: 'run this again as root', now: ['sudo kube-preflight …'] }],
    }),
  },
  untold: {
    code: 'proxy.not-told',
    means: 'The proxies could not be told.',
    words: ({ detail }) => ({ says: 'could not tell whether a proxy is set', have: String(detail) }),
  },
  badSubnet: {
    code: 'proxy.bad-subnet',
    means: 'A subnet is none, or has no second address to try.',
    words: ({ target }) => ({
      says: `kubeadm cannot try an address of ${String(target)}`,
      need: 'subnets with at least two addresses, such as 10.96.0.0/12',
      have: String(target),
      remedies: [
        { what: 'mend networking.serviceSubnet or networking.podSubnet in the ClusterConfiguration' },
      ],
    }),
  },
} as const satisfies Readonly<Record<string, Reason>>;
