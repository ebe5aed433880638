import { describe, expect } from 'vitest';
import { probeInNamespaces } from '../../../test/in-namespaces.ts';
import { realIt } from '../../../test/real.ts';

const needs = ['root', 'unshare', 'mount', 'systemctl'];

/** A /run and an /etc/systemd/system of its own: nothing of this host's units is seen there. */
const emptyHost = ['mount -t tmpfs tmpfs /run', 'mount -t tmpfs tmpfs /etc/systemd/system'];
const booted = 'mkdir -p /run/systemd/system';

/** Puts a script in the place of systemctl. */
const systemctl = (...lines: readonly string[]) => [
  `printf '%s\\n' '#!/bin/sh' ${lines.map((line) => `'${line}'`).join(' ')} > /run/systemctl`,
  'chmod 755 /run/systemctl',
  'mount --bind /run/systemctl /usr/bin/systemctl',
];

function services(before: readonly string[]) {
  const { facts, timings } = probeInNamespaces({ kinds: ['--mount'], before, probes: ['services'] });
  return { ...facts.services.value, ms: timings.services };
}

describe('servicesProbe on this machine', () => {
  realIt('finds no unit where there is none, and that no systemd runs', needs, () => {
    expect(services(emptyHost)).toMatchObject({
      manager: 'none',
      answer: 'not-asked',
      kubeadmSees: 'systemd',
      units: { kubelet: { load: 'not-found', fileState: '' } },
    });
  });

  realIt('takes a systemctl that may not be executed for none, as kubeadm does', needs, () => {
    const found = services([...emptyHost, 'mount --bind /dev/null /usr/bin/systemctl']);
    expect(found).toMatchObject({ manager: 'none', kubeadmSees: 'none' });
  });

  realIt('reads what a running systemd shows, in one call', needs, () => {
    const found = services([
      ...emptyHost,
      booted,
      ...systemctl(
        'echo call >> /run/calls',
        'echo Names=kubelet.service; echo LoadState=loaded; echo ActiveState=activating',
        'echo UnitFileState=enabled; echo FragmentPath=/usr/lib/systemd/system/kubelet.service; echo',
        'echo LoadState=loaded; echo ActiveState=active; echo Names=firewalld.service',
      ),
    ]);
    expect(found).toMatchObject({
      manager: 'systemd',
      answer: 'answered',
      units: {
        kubelet: { load: 'loaded', active: 'activating', fileState: 'enabled' },
        firewalld: { active: 'active' },
      },
    });
  });

  realIt('waits for a systemctl that hangs for one deadline, and reads the files', needs, () => {
    const found = services([
      ...emptyHost,
      booted,
      ...systemctl('sleep 60'),
      'ln -s /dev/null /etc/systemd/system/kubelet.service',
    ]);
    expect(found).toMatchObject({
      answer: 'timed-out',
      units: { kubelet: { load: 'masked', fileState: 'masked' } },
    });
    expect(found.ms).toBeGreaterThan(1400);
    expect(found.ms).toBeLessThan(2400);
  });

  realIt('answers of files what the real systemctl is-enabled answers', needs, () => {
    const units: Readonly<Record<string, readonly string[]>> = {
      disabled: ['[Service]', '[Install]', 'WantedBy=multi-user.target'],
      enabled: ['[Service]', '[Install]', 'WantedBy=multi-user.target'],
      static: ['[Service]', 'ExecStart=/bin/true'],
      indirect: ['[Service]', '[Install]', 'Also=other.service'],
      empty: ['[Service]', '[Install]', 'WantedBy='],
    };
    for (const [name, lines] of Object.entries(units)) {
      const link = '/etc/systemd/system/multi-user.target.wants';
      const { facts, rest } = probeInNamespaces({
        kinds: ['--mount'],
        before: [
          ...emptyHost,
          `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} > /etc/systemd/system/kubelet.service`,
          ...(name === 'enabled'
            ? [`mkdir ${link}`, `ln -s ../kubelet.service ${link}/kubelet.service`]
            : []),
        ],
        probes: ['services'],
        after: ['systemctl is-enabled kubelet.service || true'],
      });
      expect([name, facts.services.value.units.kubelet.fileState]).toEqual([name, rest]);
    }
  });

  realIt('says masked and linked as the real systemctl does', needs, () => {
    for (const target of ['/dev/null', '/opt/kubelet.service']) {
      const { facts, rest } = probeInNamespaces({
        kinds: ['--mount'],
        before: [
          ...emptyHost,
          'mount -t tmpfs tmpfs /opt',
          "printf '[Service]\\n' > /opt/kubelet.service",
          `ln -s ${target} /etc/systemd/system/kubelet.service`,
        ],
        probes: ['services'],
        after: ['systemctl is-enabled kubelet.service || true'],
      });
      expect(facts.services.value.units.kubelet.fileState).toBe(rest);
    }
  });
});
