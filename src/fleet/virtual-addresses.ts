import type { Facts } from '../probes/facts.ts';

/** Links that container engines, network plugins and kube-proxy make, alike on every node. */
const virtualLink =
  /^(?:kube-ipvs0|kube-bridge|nodelocaldns|docker\d*|docker_gwbridge|br-[\da-f]{12}|virbr\d+|lxcbr\d+|lxdbr\d+|cni\d+|cni-podman\d+|podman\d+|dummy\d*|cali|tunl\d|vxlan|flannel|cilium_|lxc|veth)/u;

export function virtualAddresses({ network }: Facts): ReadonlySet<string> {
  if (network?.known !== true) return new Set();
  const virtual = network.value.addresses.filter(({ name }) => virtualLink.test(name));
  return new Set(virtual.map(({ address }) => address));
}
