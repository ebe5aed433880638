/** The runtimes by what their sockets are called (cmd/kubeadm/app/constants, DefaultCRISocket and its kin). */
const runtimes = [
  { socket: 'crio', units: ['crio.service'] },
  { socket: 'cri-docker', units: ['docker.service', 'cri-docker.service'] },
] as const;

/** The systemd units of a node: the kubelet and the runtime behind this socket. */
export function nodeUnits(criSocket: string): readonly string[] {
  const runtime = runtimes.find(({ socket }) => criSocket.includes(socket));
  return ['kubelet.service', ...(runtime?.units ?? ['containerd.service'])];
}
