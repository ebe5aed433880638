import { serviceKubeletCheck } from '../../src/checks/kubelet/service-kubelet.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { factsOf, root } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { absentUnit, servicesOf, type ServicesOverrides, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function having(overrides: ServicesOverrides, rest: Partial<Facts> = {}): Facts {
  return factsOf({ services: known(servicesOf(overrides)), ...rest });
}

const noKubelet = known({
  program: { name: 'kubelet', state: 'absent', links: [] } as const,
  searched: ['/usr/bin'],
});
const absent = absentUnit('kubelet');
const bare = {
  files: ['/etc/systemd/system/kubelet.service'],
  start: '/usr/bin/kubelet',
  environment: [],
  unread: [],
};
const nobody = {
  manager: 'none',
  managerSource: 'PID 1 is sh',
  answer: 'not-asked',
  kubeadmSees: 'none',
} as const;
const hung = { answer: 'timed-out', answerDetail: 'systemctl show gave no answer in 1500 ms' } as const;
const fromFiles = unitOf('kubelet', { active: '', source: '/usr/lib/systemd/system/kubelet.service' });
const openrc = { manager: 'openrc', managerSource: '/run/openrc/softlevel', kubeadmSees: 'openrc' } as const;

const now = 'Service-kubelet';
const situations: readonly CheckCase[] = [
  { name: 'enabled', says: [`pass service.enabled ${now}`] },
  {
    name: 'until 1.34 the name has a capital',
    plan: planOf({ version: 'v1.34.2' }),
    says: ['pass service.enabled'],
  },
  {
    name: 'disabled',
    facts: having({ units: [unitOf('kubelet', { fileState: 'disabled' })] }),
    says: [`warn service.disabled ${now}`],
  },
  {
    name: 'masked',
    facts: having({ units: [unitOf('kubelet', { load: 'masked', fileState: 'masked' })] }),
    says: [`fail service.masked ${now}`],
  },
  {
    name: 'masked until the next boot',
    facts: having({ units: [unitOf('kubelet', { load: 'masked', fileState: 'masked-runtime' })] }),
    says: [`fail service.masked ${now}`],
  },
  {
    name: 'no unit though the program is there',
    facts: having({ units: [absent] }),
    says: [`fail service.absent ${now}`],
  },
  {
    name: 'no unit and no program',
    facts: having({ units: [absent] }, { kubelet: noKubelet }),
    says: [`warn service.absent ${now}`],
  },
  {
    name: 'a unit that systemd cannot load',
    facts: having({ units: [unitOf('kubelet', { load: 'bad-setting' })] }),
    says: [`fail service.broken ${now}`],
  },
  {
    name: 'without the drop-in of kubeadm',
    facts: having({ kubelet: bare }),
    says: [`fail service.no-drop-in ${now}`],
  },
  {
    name: 'with options that a file brings',
    facts: having({
      kubelet: { ...bare, start: '/usr/bin/kubelet $OPTIONS', environment: ['/etc/default/kubelet'] },
    }),
    says: [`warn service.no-drop-in ${now}`],
  },
  {
    name: 'a unit of its own, that names the configuration',
    facts: having({ kubelet: { ...bare, start: '/opt/bin/kubelet --config=/var/lib/kubelet/config.yaml' } }),
    says: [`pass service.enabled ${now}`],
  },
  {
    name: 'a drop-in that may not be read',
    facts: having({
      kubelet: { ...bare, unread: ['/etc/systemd/system/kubelet.service.d/10-kubeadm.conf: EACCES'] },
    }),
    says: [`pass service.enabled ${now}`],
  },
  {
    name: 'systemctl hangs',
    facts: having({ ...hung, units: [fromFiles] }),
    says: [`unknown service.manager-silent ${now}`],
  },
  {
    name: 'systemctl hangs, and the unit is masked by its file',
    facts: having({
      ...hung,
      units: [unitOf('kubelet', { load: 'masked', fileState: 'masked', active: '' })],
    }),
    says: [`fail service.masked ${now}`],
  },
  {
    name: 'a unit of which nothing is known',
    facts: having({ units: [unitOf('kubelet', { fileState: '' })] }),
    says: [`unknown service.not-told ${now}`],
  },
  { name: 'no manager', facts: having(nobody), says: [`warn service.no-manager ${now}`] },
  {
    name: 'no manager in a container',
    facts: having(nobody, { privilege: known({ ...root, container: 'docker' }) }),
    says: [`info service.no-manager-in-container ${now}`],
  },
  {
    name: 'OpenRC, not in the runlevel',
    facts: having({ ...openrc, units: [unitOf('kubelet', { fileState: 'disabled' })] }),
    says: [`warn service.disabled ${now}`],
  },
  {
    name: 'OpenRC without the service',
    facts: having({ ...openrc, units: [absent] }),
    says: [`fail service.absent ${now}`],
  },
  {
    name: 'runit',
    facts: having({ manager: 'runit', units: [unitOf('kubelet', { fileState: 'disabled' })] }),
    says: [`warn service.disabled ${now}`],
  },
  {
    name: 'nothing was seen',
    facts: factsOf({ services: unknown('timed-out', 'no answer') }),
    says: [`unknown service.not-told ${now}`],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

const kubeadm = { policy: 'kubeadm' } as const;
const state = (fileState: string, load = 'loaded') =>
  having({ units: [unitOf('kubelet', { fileState, load })] });

const ofKubeadm: readonly CheckCase[] = [
  { name: 'kubeadm 1.36: enabled', stance: kubeadm, says: [`pass service.enabled ${now}`] },
  {
    name: 'kubeadm 1.34: enabled',
    stance: { ...kubeadm, kubeadmVersion: 'v1.34.2' },
    says: ['pass service.enabled'],
  },
  ...['enabled-runtime', 'static', 'alias', 'indirect', 'generated', 'transient'].map((one) => ({
    name: `kubeadm: ${one}`,
    facts: state(one),
    stance: kubeadm,
    says: [`pass service.enabled ${now}`],
  })),
  ...['disabled', 'linked', 'masked', 'masked-runtime', 'bad', ''].map((one) => ({
    name: `kubeadm: ${one === '' ? 'no state' : one}`,
    facts: state(one),
    stance: kubeadm,
    says: [`warn service.disabled ${now}`],
  })),
  {
    name: 'kubeadm: no unit',
    facts: having({ units: [absent] }),
    stance: kubeadm,
    says: [`warn service.absent ${now}`],
  },
  {
    name: 'kubeadm: no systemctl',
    facts: having(nobody),
    stance: kubeadm,
    says: [`warn service.no-manager ${now}`],
  },
  {
    name: 'kubeadm: systemctl, and no systemd runs',
    facts: having({ ...nobody, kubeadmSees: 'systemd', units: [absent] }),
    stance: kubeadm,
    says: [`warn service.absent ${now}`],
  },
  {
    name: 'kubeadm: systemctl fails',
    facts: having({ answer: 'failed', answerDetail: 'Failed to connect to bus', units: [fromFiles] }),
    stance: kubeadm,
    says: [`warn service.disabled ${now}`],
  },
  {
    name: 'kubeadm: systemctl hangs, and the files say enough',
    facts: having({ ...hung, units: [fromFiles] }),
    stance: kubeadm,
    says: [`pass service.enabled ${now}`],
  },
  {
    name: 'kubeadm: systemctl hangs, and the files say nothing',
    facts: having({ ...hung, units: [unitOf('kubelet', { fileState: '' })] }),
    stance: kubeadm,
    says: [`unknown service.not-told ${now}`],
  },
  {
    name: 'kubeadm 1.32: nothing was seen',
    facts: factsOf({ services: unknown('failed', 'EIO') }),
    stance: { ...kubeadm, kubeadmVersion: 'v1.32.6' },
    says: ['unknown service.not-told'],
  },
];

export const cases: CheckCases = { check: serviceKubeletCheck, cases: [...situations, ...ofKubeadm] };
