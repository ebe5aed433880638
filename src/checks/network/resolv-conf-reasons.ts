import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const list = (value: Args[string] | undefined): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '');

const pointKubelet: Remedy = {
  what: 'have the kubelet take the file with the real servers: resolvConf: /run/systemd/resolve/resolv.conf in the KubeletConfiguration (systemd-resolved), or a file of your own',
  verify: ['grep ^nameserver /run/systemd/resolve/resolv.conf'],
};

const real: Remedy = {
  what: 'write name servers that Pods can reach into the file, by what manages it',
  now: ['resolvectl status', 'nmcli device show'],
  verify: ['cat /etc/resolv.conf'],
};

const because: Readonly<Record<string, string>> = {
  kubeadm: 'kubeadm chooses it where systemd-resolved runs',
  kubelet: 'the default of the kubelet',
  plan: 'as the configuration says',
};

export const resolvConfReasons: readonly Reason[] = [
  {
    code: 'resolv.good',
    means: 'The kubelet will give Pods a resolv.conf with servers that they can reach.',
    words: ({ path, servers, chosenBy }) => ({
      says: `Pods get ${list(servers)} from ${String(path)} (${because[String(chosenBy)] ?? String(chosenBy)})`,
    }),
  },
  {
    code: 'resolv.off',
    means: 'resolvConf is empty: Pods do not get the DNS of the host.',
    words: () => ({ says: 'resolvConf is empty: Pods do not get the DNS of this host' }),
  },
  {
    code: 'resolv.loop',
    means:
      'A name server of the file is, seen from a Pod, the Pod itself or the DNS of the cluster: CoreDNS asks itself.',
    words: ({ servers, path, coreDns }) => ({
      says:
        coreDns === false
          ? `${list(servers)} in ${String(path)} is, seen from a Pod, the Pod itself or the DNS of the cluster`
          : `${list(servers)} in ${String(path)} leads CoreDNS back to itself: it finds the loop and ends`,
      need: 'name servers other than loopback and the DNS of the cluster',
      have: `nameserver ${list(servers)}`,
      remedies: [pointKubelet, real],
    }),
  },
  {
    code: 'resolv.missing',
    means: 'The file that the kubelet will read is not there: it starts no Pod.',
    words: ({ path, chosenBy, target }) => ({
      says: `${String(path)} is not there, and the kubelet starts no Pod without it`,
      need: `${String(path)}: ${because[String(chosenBy)] ?? String(chosenBy)}`,
      have: String(target) === '' ? 'no such file' : `a link to ${String(target)}, which is not there`,
      remedies: [
        {
          what: 'make the file, or name another: resolvConf in the KubeletConfiguration',
          now: ['systemctl enable --now systemd-resolved'],
          verify: [`cat ${String(path)}`],
        },
      ],
    }),
  },
  {
    code: 'resolv.no-server',
    means: 'The file names no name server: CoreDNS does not start with its usual Corefile.',
    words: ({ path }) => ({
      says: `${String(path)} names no name server: CoreDNS passes queries on to this file, and does not start`,
      need: 'at least one name server, or a Corefile that does not forward',
      have: 'no line nameserver',
      remedies: [real],
    }),
  },
  {
    code: 'resolv.link-local',
    means: 'A name server is a link-local IPv6 address, which Pods cannot reach.',
    words: ({ servers, path }) => ({
      says: `${list(servers)} in ${String(path)} is link-local: Pods have no such link`,
      need: 'name servers with an address that is routed',
      have: `nameserver ${list(servers)}`,
      remedies: [real],
    }),
  },
  {
    code: 'resolv.many-servers',
    means: 'Kubernetes takes the first three name servers.',
    words: ({ servers }) => ({
      says: `Pods get the first three name servers; ${list(servers)} is left out, with an Event for each Pod`,
    }),
  },
  {
    code: 'resolv.long-search',
    means: 'The search list is longer than Kubernetes passes on: its end is cut off.',
    words: ({ count, chars, most }) => ({
      says: 'the search list is longer than Kubernetes passes on: Pods do not get its end',
      need: `at most ${String(most)} domains, and 2048 characters with those of the cluster`,
      have: `${String(count)} domains, ${String(chars)} characters with those of the cluster`,
      remedies: [
        {
          what: 'shorten the search list, by what manages the file',
          now: ['resolvectl domain', 'nmcli device show'],
        },
      ],
    }),
  },
  {
    code: 'resolv.not-told',
    means: 'The file that the kubelet will read could not be read.',
    words: ({ detail }) => ({ says: 'could not tell what DNS Pods will get', have: String(detail) }),
  },
];
