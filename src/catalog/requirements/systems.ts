import { distributions } from '../distributions.ts';
import { modulePackageFor } from '../module-packages.ts';
import { type OsIdentity, packageFor, tooOldNftOf } from '../packages.ts';

/** A distribution as readers know it. */
export interface System {
  readonly title: string;
  readonly os: OsIdentity;
}

const system = (title: string, id: string, versionId = '', idLike: readonly string[] = []): System => ({
  title,
  os: { id, idLike, versionId },
});

/** The systems that packages are named for where none is asked for. */
export const systems: readonly System[] = [
  system('Debian 12, 13', 'debian', '12'),
  system('Ubuntu 22.04, 24.04', 'ubuntu', '24.04'),
  system('RHEL, CentOS, Rocky, Alma 8', 'rhel', '8'),
  system('RHEL, CentOS, Rocky, Alma 9', 'rhel', '9'),
  system('RHEL, CentOS, Rocky, Alma 10', 'rhel', '10'),
  system('Fedora', 'fedora', '42'),
  system('SUSE, openSUSE', 'sles', '15'),
  system('Amazon Linux 2', 'amzn', '2'),
  system('Amazon Linux 2023', 'amzn', '2023'),
  system('Alpine', 'alpine', '3.22'),
  system('Arch', 'arch'),
  system('Flatcar', 'flatcar'),
];

const aliases: Readonly<Record<string, string>> = {
  alma: 'almalinux',
  amazon: 'amzn',
  al: 'amzn',
  el: 'rhel',
  redhat: 'rhel',
  oracle: 'ol',
  opensuse: 'opensuse-leap',
  suse: 'sles',
  tumbleweed: 'opensuse-tumbleweed',
};

/** Names that `systemNamed` knows, without versions. */
export const systemNames: readonly string[] = [
  ...new Set([...distributions.flatMap(({ ids }) => ids), ...Object.keys(aliases)]),
];

/** `rhel10`, `rhel-10`, `rhel:10.1`, `debian`: the system; undefined for a name that is not known. */
export function systemNamed(word: string): System | undefined {
  const [, name = '', versionId = ''] = /^([a-z][a-z-]*?)[-: @]?(\d[\d.]*)?$/u.exec(word.toLowerCase()) ?? [];
  const id = aliases[name] ?? name;
  if (!distributions.some(({ ids }) => ids.includes(id))) return undefined;
  return system(versionId === '' ? id : `${id} ${versionId}`, id, versionId);
}

/** One line that installs tools on a system, and what one must know beside it. */
export interface Installing {
  /** As root; '' where nothing can be installed, or nothing is needed. */
  readonly command: string;
  readonly packages: readonly string[];
  readonly notes: readonly string[];
}

/** @param tools by name; those of one package are installed once */
export function installingOf(tools: readonly string[], { os }: System): Installing {
  const oldNft = tools.includes('nft') ? tooOldNftOf(os) : undefined;
  const answers = tools
    .filter((tool) => tool !== 'nft' || oldNft === undefined)
    .map((tool) => packageFor(tool, os));
  const shipped = answers.filter((answer) => answer.ships);
  const packages = [...new Set(shipped.map((answer) => answer.package))];
  const first = shipped[0];
  const prefix = first === undefined ? '' : first.install.slice(0, -first.package.length);
  const notes = [
    ...answers.map((answer) => (answer.ships ? answer.note : answer.why)),
    oldNft === undefined
      ? ''
      : `this release ships nft ${oldNft}; kube-proxy wants 1.0.1: use a newer release`,
  ];
  return {
    command: packages.length === 0 ? '' : `${prefix}${packages.join(' ')}`,
    packages,
    notes: [...new Set(notes.filter((note) => note !== ''))],
  };
}

/** The package with kernel modules that the plain kernel leaves out; '' where there is none. */
export function moduleInstallOf({ os }: System): string {
  return modulePackageFor(os, '$(uname -r)')?.install ?? '';
}
