import type { OsIdentity } from './packages.ts';
import { isAtLeast } from './release.ts';

/** Where a distribution keeps kernel modules that its plain kernel package leaves out. A data table. */
interface ModulePackage {
  readonly ids: readonly string[];
  readonly from?: string;
  readonly below?: string;
  /** Only kernels whose release ends like this. */
  readonly kernel?: RegExp;
  /** `{release}` stands for `uname -r`, `{series}` for its first two numbers, `{architecture}` for its last word. */
  readonly install: string;
  /** The same kernel, whole, where a package for the running one does not exist. */
  readonly reboot?: true;
  readonly note: string;
}

const enterprise = ['rhel', 'centos', 'rocky', 'almalinux', 'ol'] as const;

/** The first entry that matches rules. */
const packages: readonly ModulePackage[] = [
  {
    ids: ['ol'],
    kernel: /uek/u,
    install: 'dnf install kernel-uek-modules-extra-{release}',
    note: 'the Unbreakable Enterprise Kernel keeps netfilter extensions in a package of its own',
  },
  {
    ids: enterprise,
    from: '10',
    install: 'dnf install kernel-modules-extra-{release}',
    note: 'Enterprise Linux 10 keeps xt_, ip_set_ and other netfilter modules there; the plain ones are in kernel-modules',
  },
  {
    ids: enterprise,
    from: '8',
    install: 'dnf install kernel-modules-extra-{release}',
    note: 'Enterprise Linux 8 and 9 keep rarer modules there; the usual ones are in kernel-modules or kernel-core',
  },
  {
    ids: ['fedora'],
    install: 'dnf install kernel-modules-extra-{release}',
    note: 'Fedora keeps rarer netfilter modules there; the plain ones are in kernel-modules',
  },
  {
    ids: ['ubuntu'],
    kernel: /-kvm$/u,
    install: 'apt-get install linux-generic',
    reboot: true,
    note: 'the kernel for KVM guests was built without these modules; the generic one has them',
  },
  {
    ids: ['ubuntu'],
    install: 'apt-get install linux-modules-extra-{release}',
    note: 'kernels for virtual machines and clouds leave these modules out',
  },
  {
    ids: ['debian'],
    kernel: /-cloud-/u,
    install: 'apt-get install linux-image-{architecture}',
    reboot: true,
    note: "Debian's cloud kernel leaves modules out that the usual kernel has",
  },
  {
    ids: ['amzn'],
    from: '2023',
    kernel: /^6\.1\./u,
    install: 'dnf install kernel-modules-extra-{release}',
    note: 'for later kernels the name of the package holds their series',
  },
  {
    ids: ['amzn'],
    from: '2023',
    install: 'dnf install kernel{series}-modules-extra-{release}',
    note: 'for kernel 6.1 the package is called kernel-modules-extra-{release}',
  },
  {
    ids: ['sles', 'sled', 'opensuse-leap', 'opensuse-tumbleweed', 'opensuse', 'suse'],
    kernel: /-default$/u,
    install: 'zypper install kernel-default',
    reboot: true,
    note: 'kernel-default-base is cut down for virtual machines; kernel-default has every module',
  },
  {
    ids: ['azurelinux', 'mariner'],
    install: 'tdnf install kernel-modules-extra-{release}',
    note: 'where the release has such a package',
  },
];

export interface ModuleAdvice {
  /** The command to run as root. */
  readonly install: string;
  readonly note: string;
  /** The command brings another kernel, which has to be booted. */
  readonly reboot: boolean;
}

/** The package that may hold a module which the running kernel was built with, and which is not on disk. */
export function modulePackageFor(os: OsIdentity | undefined, release: string): ModuleAdvice | undefined {
  if (os === undefined) return undefined;
  // A distribution that has entries of its own is not served by those of its ancestors, as old as it may be.
  const isKnown = packages.some(({ ids }) => ids.includes(os.id));
  const own = new Set(isKnown ? [os.id] : os.idLike);
  const found = packages.find(
    (one) =>
      one.ids.some((id) => own.has(id)) &&
      speaksFor(one, os.versionId) &&
      (one.kernel?.test(release) ?? true),
  );
  if (found === undefined) return undefined;
  const series = /^\d+\.\d+/u.exec(release)?.[0] ?? '';
  const architecture = /-([a-z\d]+)$/u.exec(release)?.[1] ?? '';
  const fill = (text: string) =>
    text
      .replaceAll('{release}', release)
      .replaceAll('{series}', series)
      .replaceAll('{architecture}', architecture);
  return { install: fill(found.install), note: fill(found.note), reboot: found.reboot ?? false };
}

function speaksFor({ from, below }: ModulePackage, versionId: string): boolean {
  if (from !== undefined && !isAtLeast(versionId, from)) return false;
  return below === undefined || !isAtLeast(versionId, below);
}
