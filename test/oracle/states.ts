/**
 * The states in which real kubeadms were recorded, as commands that make them in a root of its own:
 * an overlay over this machine's root, in private mount, network and host name namespaces.
 */

/** One line of shell each; run by root inside the overlay, before kube-preflight. */
export type StateCommands = readonly string[];

/** Reads as a program that may not be executed, under whichever directory of PATH it lies in. */
const hide = (...names: readonly string[]): StateCommands =>
  names.map(
    (name) =>
      `for d in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin; do [ -e $d/${name} ] && { rm $d/${name}; printf '' > $d/${name}; }; done; true`,
  );

const holdPorts: StateCommands = ['hold-ports 10250 6443'];

const byId: Readonly<Record<string, StateCommands>> = {
  swap: [
    String.raw`printf 'Filename\tType\tSize\tUsed\tPriority\n/dev/sdb1 partition 1048572 0 -2\n' > /swaps`,
    'mount --bind /swaps /proc/swaps',
  ],
  manifest: ['mkdir -p /etc/kubernetes/manifests', 'echo > /etc/kubernetes/manifests/kube-apiserver.yaml'],
  'etcd-dir': ['mkdir -p /var/lib/etcd/member'],
  ipfwd0: ['echo 0 > /proc/sys/net/ipv4/ip_forward'],
  nokubelet: hide('kubelet'),
  nolosetup: hide('losetup'),
  noipt: hide('iptables', 'ip6tables', 'nft', 'ipset'),
  port: holdPorts,
  noctl: hide('systemctl'),
  // mount stayed: the recorder needed it itself, and no FileExisting-mount was recorded.
  notools: hide('losetup', 'cp', 'conntrack', 'crictl'),
};

/** The recorder's listener of the state `port` outlived it, but for the last recording. */
const leaked = new Set(['v6', 'v6fwd', 'noctl']);

/** @param release of the recorded kubeadm, `v1.36.2` */
export function commandsOf(id: string, release: string): StateCommands {
  const own = byId[id] ?? [];
  return leaked.has(id) && release !== 'v1.36.2' ? [...holdPorts, ...own] : own;
}

/** The minor release after `v1.36.2`: `v1.37.0`. */
export function nextMinor(release: string): string {
  const [, major = '1', minor = '0'] = /^v(\d+)\.(\d+)\./u.exec(release) ?? [];
  return `v${major}.${Number(minor) + 1}.0`;
}
