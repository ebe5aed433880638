import { describe, expect, it } from 'vitest';
import { elTen, factsOf } from '../../../test/builders/facts.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { kubeletOf, servicesOf, unitOf } from '../../../test/builders/services.ts';
import { cases as version } from '../../../test/cases/kubelet-version.ts';
import { cases as service } from '../../../test/cases/service-kubelet.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import { known } from '../../probes/fact.ts';
import { kubeletVersionCheck } from './kubelet-version.ts';
import { serviceKubeletCheck } from './service-kubelet.ts';

runCases(version);
runCases(service);

const plan = planOf({ version: 'v1.36.2' });
const absent = known({
  program: { name: 'kubelet', state: 'absent', links: [] } as const,
  searched: ['/usr/sbin', '/usr/bin'],
});

describe('KubeletVersion says', () => {
  it('where the kubelet of the planned release comes from, on this distribution', () => {
    const facts = { ...factsOf({ system: elTen }), kubelet: absent };
    const [finding] = findingsOf(kubeletVersionCheck, { plan, facts });
    expect(finding?.remedies?.[0]?.what).toContain('a repository for each minor release');
    expect(finding?.remedies?.[0]?.now?.join('\n')).toMatch(/v1\.36\/rpm[\s\S]*dnf install kubelet/u);
  });

  it('how to go back where the kubelet is newer', () => {
    const facts = factsOf({ kubelet: known(kubeletOf('1.37.1')) });
    const [finding] = findingsOf(kubeletVersionCheck, { plan, facts });
    expect(finding?.remedies?.[0]?.now?.join('\n')).toContain('--allow-downgrades');
  });
});

describe('Service-Kubelet says', () => {
  it.each([
    ['systemd', 'systemctl enable kubelet.service'],
    ['openrc', 'rc-update add kubelet default'],
    ['runit', 'ln -s /etc/sv/kubelet /var/service/'],
  ] as const)('how to enable it with %s', (manager, command) => {
    const units = [unitOf('kubelet', { fileState: 'disabled' })];
    const facts = factsOf({ services: known(servicesOf({ manager, kubeadmSees: 'none', units })) });
    expect(findingsOf(serviceKubeletCheck, { plan, facts })[0]?.remedies?.[0]?.now).toEqual([command]);
  });

  it('that a missing program is why a unit is missing', () => {
    const units = [unitOf('kubelet', { load: 'not-found', fileState: '', fragment: '' })];
    const facts = factsOf({ services: known(servicesOf({ units })), kubelet: absent });
    expect(findingsOf(serviceKubeletCheck, { plan, facts })[0]?.cause).toEqual({
      check: 'KubeletVersion',
      code: 'kubelet.absent',
    });
  });
});
