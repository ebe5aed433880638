/** A container runtime that kubeadm knows. */
export interface Runtime {
  readonly name: string;
  /** Where it listens unless it is told otherwise. */
  readonly socket: string;
  readonly unit: string;
  readonly program: string;
}

/** In kubeadm's order (cmd/kubeadm/app/util/runtime, defaultKnownCRISockets): where none is set, it looks here. */
export const knownRuntimes: readonly Runtime[] = [
  {
    name: 'containerd',
    socket: '/var/run/containerd/containerd.sock',
    unit: 'containerd',
    program: 'containerd',
  },
  { name: 'CRI-O', socket: '/var/run/crio/crio.sock', unit: 'crio', program: 'crio' },
  {
    name: 'cri-dockerd',
    socket: '/var/run/cri-dockerd.sock',
    unit: 'cri-docker.socket',
    program: 'cri-dockerd',
  },
];

/** The runtime that a socket is called after; undefined for a name of one's own. */
export function runtimeAt(socket: string): Runtime | undefined {
  const marks = ['containerd', 'crio', 'cri-docker'];
  return knownRuntimes.find((_, index) => socket.includes(marks[index] ?? socket));
}

/** The file of `unix:///run/x.sock` or `/run/x.sock`; undefined for another scheme. */
export function socketPath(endpoint: string): string | undefined {
  const path = endpoint.startsWith('unix://') ? endpoint.slice('unix://'.length) : endpoint;
  return path.startsWith('/') ? path : undefined;
}

/** Where a distribution brings a runtime of its own, the command that installs it. */
const installs: Readonly<Record<string, string>> = {
  debian: 'apt-get install containerd',
  ubuntu: 'apt-get install containerd',
  fedora: 'dnf install containerd',
  sles: 'zypper install containerd',
  suse: 'zypper install containerd',
  opensuse: 'zypper install containerd',
  amzn: 'dnf install containerd',
  alpine: 'apk add containerd',
  arch: 'pacman -S containerd',
};

/** @param ids ID and ID_LIKE of /etc/os-release; '' where no package of the distribution's own is known */
export function installRuntime(ids: readonly string[]): string {
  // Enterprise Linux is like Fedora in much, and brings neither containerd nor CRI-O.
  if (['rhel', 'centos', 'ol'].some((id) => ids.includes(id))) return '';
  for (const id of ids) {
    const install = installs[id];
    if (install !== undefined) return install;
  }
  return '';
}
