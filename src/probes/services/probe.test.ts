import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { servicesProbe } from './probe.ts';
import { parseShown } from './show-units.ts';

async function services(options: FakeHostOptions) {
  const fact = await servicesProbe.run(fakeHost(options), quietSurvey);
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

const init = { '/proc/1/comm': 'systemd\n', '/usr/bin/systemctl': 'ELF' };
const booted = { dirs: ['/run/systemd/system'], files: init };
const packaged = {
  '/usr/lib/systemd/system/kubelet.service':
    '[Service]\nExecStart=/usr/bin/kubelet\n[Install]\nWantedBy=x.target\n',
  '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf':
    '[Service]\nEnvironment="A=--config=/var/lib/kubelet/config.yaml"\nExecStart=\nExecStart=/usr/bin/kubelet $A\n',
};

describe('servicesProbe', () => {
  it('asks systemd once for all units', async () => {
    const host = fakeHost({
      ...booted,
      exec: {
        '/usr/bin/systemctl': { stdout: 'Names=kubelet.service\nLoadState=loaded\nUnitFileState=enabled\n' },
      },
    });
    const fact = await servicesProbe.run(host, quietSurvey);
    expect(fact).toMatchObject({
      value: { answer: 'answered', units: { kubelet: { fileState: 'enabled' } } },
    });
    expect(host.calls).toHaveLength(1);
    expect(host.calls[0]?.deadlineMs).toBeLessThanOrEqual(1500);
  });

  it.each([
    ['hangs', { outcome: 'timed-out' }, 'timed-out'],
    ['has no bus', { exitCode: 1, stderr: 'Failed to connect to bus: No such file or directory' }, 'failed'],
    ['ignores the command in a chroot', { stderr: 'Running in chroot, ignoring command' }, 'failed'],
    ['is not to be trusted', { outcome: 'not-started', errno: 'EUNSAFE' }, 'failed'],
  ] as const)('reads the files where systemctl %s', async (_, run, answer) => {
    const found = await services({
      ...booted,
      files: { ...init, ...packaged },
      links: {
        '/etc/systemd/system/multi-user.target.wants/kubelet.service':
          '/usr/lib/systemd/system/kubelet.service',
      },
      exec: { '/usr/bin/systemctl': run },
    });
    expect(found).toMatchObject({
      answer,
      units: { kubelet: { load: 'loaded', fileState: 'enabled', active: '' } },
    });
    expect(found.answerDetail).not.toBe('');
  });

  it('runs nothing where no systemd runs', async () => {
    const host = fakeHost({ files: { ...init, ...packaged } });
    const fact = await servicesProbe.run(host, quietSurvey);
    expect(fact).toMatchObject({
      value: {
        manager: 'none',
        managerSource: 'PID 1 is systemd',
        kubeadmSees: 'systemd',
        units: { kubelet: { fileState: 'disabled' }, firewalld: { load: 'not-found' } },
      },
    });
    expect(host.calls).toEqual([]);
  });

  it('puts the command of the kubelet together from its files', async () => {
    const { kubelet } = await services({ files: { ...init, ...packaged } });
    expect(kubelet).toEqual({
      files: Object.keys(packaged),
      start: '/usr/bin/kubelet $A',
      environment: ['"A=--config=/var/lib/kubelet/config.yaml"'],
      unread: [],
    });
  });

  it('says which files it could not read', async () => {
    const path = '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
    const { kubelet } = await services({ files: { ...packaged, [path]: { error: 'EACCES' } } });
    expect(kubelet.unread).toEqual([`${path}: EACCES`]);
  });

  const openrc = {
    '/sbin/openrc': 'ELF',
    '/sbin/rc-service': 'ELF',
    '/sbin/rc-update': 'ELF',
    '/run/openrc/softlevel': 'default',
    '/etc/init.d/kubelet': '#!/sbin/openrc-run',
    '/etc/init.d/firewalld': '#!/sbin/openrc-run',
  };

  it('reads services of OpenRC from their files', async () => {
    const found = await services({
      files: openrc,
      links: {
        '/etc/runlevels/default/kubelet': '/etc/init.d/kubelet',
        '/run/openrc/started/firewalld': '/etc/init.d/firewalld',
      },
    });
    expect(found).toMatchObject({
      manager: 'openrc',
      kubeadmSees: 'openrc',
      units: {
        kubelet: { load: 'loaded', active: 'inactive', fileState: 'enabled' },
        firewalld: { active: 'active', fileState: 'disabled' },
        chronyd: { load: 'not-found' },
      },
    });
  });

  it('takes OpenRC without rc-update for no init system, as kubeadm does', async () => {
    const { '/sbin/rc-update': _, ...rest } = openrc;
    expect(await services({ files: rest })).toMatchObject({ manager: 'openrc', kubeadmSees: 'none' });
  });

  it('reads services of runit from their directories', async () => {
    const found = await services({
      files: { '/proc/1/comm': 'runit\n' },
      dirs: ['/etc/sv/kubelet', '/etc/sv/chronyd'],
      links: { '/var/service/kubelet': '/etc/sv/kubelet' },
    });
    expect(found).toMatchObject({
      manager: 'runit',
      kubeadmSees: 'none',
      units: {
        kubelet: { fileState: 'enabled' },
        chronyd: { fileState: 'disabled' },
        ufw: { load: 'not-found' },
      },
    });
  });

  it('does not take the directories that packages make for runit', async () => {
    const found = await services({
      files: { '/proc/1/comm': 'sh\n' },
      dirs: ['/run/runit', '/etc/sv/ssh', '/etc/runit/runsvdir/default'],
    });
    expect(found).toMatchObject({ manager: 'none', managerSource: 'PID 1 is sh' });
  });

  it('looks for systemctl in the PATH, as kubeadm does', async () => {
    const env = { PATH: '/opt/bin' };
    expect(await services({ env, files: init })).toMatchObject({ kubeadmSees: 'none' });
  });
});

describe('parseShown', () => {
  it('takes a unit by any of its names', () => {
    const shown = 'Names=chrony.service chronyd.service\nLoadState=loaded\nActiveState=active\n';
    expect(parseShown(shown, ['chronyd.service', 'ntpd.service'])).toMatchObject([
      { name: 'chronyd.service', active: 'active' },
    ]);
  });

  it.each(['', '\n\n', 'Names\nLoadState', '=\n=\n', 'Names=a.service\n'])('makes nothing of %j', (text) => {
    expect(parseShown(text, ['a.service'])).toEqual([]);
  });
});
