import { describe, expect, it } from 'vitest';
import { modulePackageFor } from './module-packages.ts';
import type { OsIdentity } from './packages.ts';

/** As /etc/os-release has them. */
const systems = {
  rhel10: { id: 'rhel', idLike: ['centos', 'fedora'], versionId: '10.0' },
  rocky9: { id: 'rocky', idLike: ['rhel', 'centos', 'fedora'], versionId: '9.4' },
  centos7: { id: 'centos', idLike: ['rhel', 'fedora'], versionId: '7' },
  oracle9: { id: 'ol', idLike: ['fedora'], versionId: '9.5' },
  fedora42: { id: 'fedora', idLike: [], versionId: '42' },
  amazon2023: { id: 'amzn', idLike: ['fedora'], versionId: '2023' },
  amazon2: { id: 'amzn', idLike: ['centos', 'rhel', 'fedora'], versionId: '2' },
  debian12: { id: 'debian', idLike: [], versionId: '12' },
  ubuntu24: { id: 'ubuntu', idLike: ['debian'], versionId: '24.04' },
  rockyLike: { id: 'eurolinux', idLike: ['rhel', 'centos', 'fedora'], versionId: '9.3' },
  arch: { id: 'arch', idLike: [], versionId: '' },
} as const satisfies Record<string, OsIdentity>;

function noteOf(system: keyof typeof systems): string {
  return modulePackageFor(systems[system], '6.1.0')?.note ?? '';
}

describe('modulePackageFor', () => {
  it.each<readonly [keyof typeof systems, string, string | undefined]>([
    ['rhel10', '6.12.0-55.el10.x86_64', 'dnf install kernel-modules-extra-6.12.0-55.el10.x86_64'],
    ['rocky9', '5.14.0-427.el9.x86_64', 'dnf install kernel-modules-extra-5.14.0-427.el9.x86_64'],
    ['rockyLike', '5.14.0-427.el9.x86_64', 'dnf install kernel-modules-extra-5.14.0-427.el9.x86_64'],
    ['centos7', '3.10.0-1160.el7.x86_64', undefined],
    ['oracle9', '5.15.0-300.el9uek.x86_64', 'dnf install kernel-uek-modules-extra-5.15.0-300.el9uek.x86_64'],
    ['oracle9', '5.14.0-503.el9.x86_64', 'dnf install kernel-modules-extra-5.14.0-503.el9.x86_64'],
    ['fedora42', '6.14.0-63.fc42.x86_64', 'dnf install kernel-modules-extra-6.14.0-63.fc42.x86_64'],
    [
      'amazon2023',
      '6.12.30-28.amzn2023.x86_64',
      'dnf install kernel6.12-modules-extra-6.12.30-28.amzn2023.x86_64',
    ],
    [
      'amazon2023',
      '6.1.134-150.amzn2023.x86_64',
      'dnf install kernel-modules-extra-6.1.134-150.amzn2023.x86_64',
    ],
    ['amazon2', '5.10.238-234.amzn2.x86_64', undefined],
    ['debian12', '6.1.0-18-cloud-arm64', 'apt-get install linux-image-arm64'],
    ['debian12', '6.1.0-18-cloud-amd64', 'apt-get install linux-image-amd64'],
    ['debian12', '6.1.0-18-amd64', undefined],
    ['ubuntu24', '6.8.0-31-generic', 'apt-get install linux-modules-extra-6.8.0-31-generic'],
    ['ubuntu24', '5.15.0-1030-kvm', 'apt-get install linux-generic'],
    ['arch', '6.9.1-arch1-1', undefined],
  ])('%s, %s', (system, release, install) => {
    expect(modulePackageFor(systems[system], release)?.install).toBe(install);
  });

  it('says of Fedora, and of each Enterprise Linux, what holds there', () => {
    expect(noteOf('fedora42')).toMatch(/^Fedora/u);
    expect(noteOf('rhel10')).toMatch(/^Enterprise Linux 10/u);
    expect(noteOf('rocky9')).toMatch(/^Enterprise Linux 8 and 9/u);
  });
});
