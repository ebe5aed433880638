import { describe, expect, it } from 'vitest';
import { kubeletPackages } from './kubernetes-packages.ts';

const os = (id: string, ...idLike: readonly string[]) => ({ id, idLike, versionId: '' });
const last = (id: string, downgrade = false) => kubeletPackages(os(id), 'v1.36.2', downgrade).now.at(-1);

describe('kubeletPackages', () => {
  it.each([
    ['debian', 'core:/stable:/v1.36/deb/', 'apt-get install kubelet'],
    ['ubuntu', 'core:/stable:/v1.36/deb/', 'apt-get install kubelet'],
    ['rocky', 'core:/stable:/v1.36/rpm/', 'dnf install kubelet'],
    ['opensuse-leap', 'core:/stable:/v1.36/rpm/', 'zypper install kubelet'],
  ])('adds the repository of the minor release on %s', (id, repository, install) => {
    const commands = kubeletPackages(os(id), 'v1.36.2').now.join('\n');
    expect(commands).toContain(repository);
    expect(commands).toContain(install);
  });

  it('knows a descendant by ID_LIKE', () => {
    expect(kubeletPackages(os('linuxmint', 'ubuntu', 'debian'), '1.35').now.join()).toContain('v1.35/deb');
  });

  it('goes back to an older release where a newer one is installed', () => {
    expect(last('debian', true)).toContain(
      "--allow-downgrades --allow-change-held-packages 'kubelet=1.36.*'",
    );
    expect(last('rhel', true)).toContain('dnf downgrade kubelet');
    expect(last('sles', true)).toContain('--oldpackage');
  });

  it('leaves the packages out of zypper by a lock, which has no exclude', () => {
    expect(kubeletPackages(os('sles'), 'v1.36.2').now.join()).not.toContain('exclude=');
    expect(kubeletPackages(os('rhel'), 'v1.36.2').now.join()).toContain('exclude=kubelet');
  });

  it.each([os('flatcar', 'coreos'), os('slackware'), undefined])(
    'names no command where there is none: %j',
    (system) => {
      expect(kubeletPackages(system, 'v1.36.2')).toMatchObject({
        now: [],
        what: expect.stringMatching(/kubelet/u),
      });
    },
  );
});
