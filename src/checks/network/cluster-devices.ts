/**
 * Devices that network plugins and kube-proxy make: their routes into the Pods' subnet are the
 * cluster's own, of this or of an earlier one.
 */
const devices = new RegExp(
  '^(?:cni|cbr|flannel|cali|tunl|vxlan|wireguard|bpfin|bpfout|cilium|lxc|veth|weave|' +
    'kube-|nodelocaldns|antrea|gre|ovn|ovs|br-int|genev|kindnet)',
  'u',
);

export function isClusterDevice(device: string): boolean {
  return devices.test(device);
}
