import { minorOf } from './release.ts';
import type { OsIdentity } from './packages.ts';

interface KubernetesPackages {
  /** How the packages come here, in one sentence. */
  readonly what: string;
  /** Commands as root: the repository of the minor release, then the package. */
  readonly now: readonly string[];
}

const families: readonly (readonly ['deb' | 'rpm' | 'zypp' | 'image', readonly string[]])[] = [
  ['deb', ['debian', 'ubuntu']],
  ['zypp', ['sles', 'sled', 'suse', 'opensuse', 'opensuse-leap', 'opensuse-tumbleweed']],
  ['rpm', ['rhel', 'fedora', 'centos', 'rocky', 'almalinux', 'ol', 'amzn']],
  ['image', ['flatcar', 'coreos', 'bottlerocket', 'talos', 'cos', 'sle-micro']],
];

const keyring = '/etc/apt/keyrings/kubernetes-apt-keyring.gpg';

/**
 * The packages of the Kubernetes project (pkgs.k8s.io): no distribution's own repositories have a current
 * kubelet, and each minor release has a repository of its own.
 * @param release the kubelet that is wanted; the newest patch of its minor is installed
 * @param downgrade a newer one is installed, which a plain install would leave as it is
 */
export function kubeletPackages(
  os: OsIdentity | undefined,
  release: string,
  downgrade = false,
): KubernetesPackages {
  const minor = `v${minorOf(release)}`;
  const family = familyOf(os);
  if (family === 'image') {
    return {
      what: 'this system is an image: the kubelet comes with it or as an extension of it; choose one that carries it',
      now: [],
    };
  }
  if (family === undefined) {
    return {
      what: `install the kubelet of ${minor} from pkgs.k8s.io, or its program from dl.k8s.io, with a unit for it`,
      now: [],
    };
  }
  const why = `pkgs.k8s.io has a repository for each minor release; this is the one of ${minor}`;
  const base = `https://pkgs.k8s.io/core:/stable:/${minor}`;
  return {
    what: `add the repository and install the kubelet: ${why}`,
    now: commands[family](base, downgrade ? minorOf(release) : ''),
  };
}

/** @param older the minor release to go back to; '' for a plain install */
type Commands = (base: string, older: string) => readonly string[];

const commands: Readonly<Record<'deb' | 'rpm' | 'zypp', Commands>> = {
  deb: (base, older) => [
    'mkdir -p /etc/apt/keyrings',
    `curl -fsSL ${base}/deb/Release.key | gpg --dearmor -o ${keyring}`,
    `echo 'deb [signed-by=${keyring}] ${base}/deb/ /' > /etc/apt/sources.list.d/kubernetes.list`,
    older === ''
      ? 'apt-get update && apt-get install kubelet kubeadm && apt-mark hold kubelet kubeadm'
      : `apt-get update && apt-get install --allow-downgrades --allow-change-held-packages 'kubelet=${older}.*'`,
  ],
  rpm: (base, older) => [
    repositoryFile('/etc/yum.repos.d/kubernetes.repo', base),
    `dnf ${older === '' ? 'install kubelet kubeadm' : 'downgrade kubelet'} --setopt=disable_excludes=kubernetes`,
  ],
  zypp: (base, older) => [
    repositoryFile('/etc/zypp/repos.d/kubernetes.repo', base),
    older === ''
      ? 'zypper refresh && zypper install kubelet kubeadm && zypper addlock kubelet kubeadm'
      : 'zypper refresh && zypper removelock kubelet && zypper install --oldpackage kubelet',
  ],
};

function familyOf(os: OsIdentity | undefined): (typeof families)[number][0] | undefined {
  const ids = os === undefined ? [] : [os.id, ...os.idLike];
  for (const id of ids) {
    const found = families.find(([, members]) => members.includes(id));
    if (found !== undefined) return found[0];
  }
  return undefined;
}

function repositoryFile(path: string, base: string): string {
  const lines = [
    '[kubernetes]',
    'name=Kubernetes',
    `baseurl=${base}/rpm/`,
    'enabled=1',
    'gpgcheck=1',
    `gpgkey=${base}/rpm/repodata/repomd.xml.key`,
    'exclude=kubelet kubeadm kubectl cri-tools kubernetes-cni',
  ];
  // zypper knows no exclude=; it locks packages instead.
  const own = path.startsWith('/etc/zypp') ? lines.slice(0, -1) : lines;
  return `printf '%s\\n' ${own.map((line) => `'${line}'`).join(' ')} > ${path}`;
}
