import { kubeletSysctlsCheck } from '../../src/checks/sysctls/kubelet-sysctls.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { assignment, sysctlFilesWith, sysctlsWith, sysctlValue } from '../builders/resources.ts';
import type { CheckCases } from '../check-cases.ts';

const guarded = planOf({ kubelet: { protectKernelDefaults: fromFile(true, 'protectKernelDefaults') } });
const panic = 'kernel/panic';
const noFiles = (unread: readonly string[] = []) =>
  known({ appliedBy: 'systemd-sysctl', atBoot: {}, passedOver: {}, unread, turnsForwardingOn: [] } as const);

export const cases: CheckCases = {
  check: kubeletSysctlsCheck,
  cases: [
    { name: 'all as wanted', says: ['pass kubelet.sets'] },
    {
      name: 'the kubelet sets what differs',
      facts: factsOf(sysctlsWith({ [panic]: sysctlValue('0') })),
      says: ['pass kubelet.sets'],
    },
    {
      name: 'the kubelet may not set what differs',
      facts: factsOf(sysctlsWith({ [panic]: sysctlValue('0', false) })),
      says: ['fail kubelet.may-not-set'],
    },
    {
      name: 'read-only, but as wanted',
      facts: factsOf(sysctlsWith({ [panic]: sysctlValue('10', false) })),
      says: ['pass kubelet.sets'],
    },
    { name: 'guarded and kept', plan: guarded, says: ['pass kubelet.protected'] },
    {
      name: 'guarded and different',
      plan: guarded,
      facts: factsOf(sysctlsWith({ [panic]: sysctlValue('0') })),
      says: ['fail kubelet.protected-differs'],
    },
    {
      name: 'guarded, right now, set by nobody at boot',
      plan: guarded,
      facts: factsOf({ sysctlFiles: noFiles() }),
      says: ['warn kubelet.protected-not-kept'],
    },
    {
      name: 'guarded, right now, set to something else at boot',
      plan: guarded,
      facts: factsOf(
        sysctlFilesWith({
          [panic]: [assignment(panic, '10'), assignment(panic, '5', '/etc/sysctl.d/99-a.conf')],
        }),
      ),
      says: ['warn kubelet.protected-not-kept'],
    },
    {
      name: 'guarded, and files that may not be read',
      plan: guarded,
      facts: factsOf({ sysctlFiles: noFiles(['/etc/sysctl.d: EACCES']) }),
      says: ['unknown kubelet.boot-not-told'],
    },
    {
      name: 'a reset node',
      plan: planOf({ action: 'reset', phase: 'reset' }),
      says: [],
    },
    {
      name: 'sysctls that were not told',
      facts: factsOf({ sysctls: unknown('timed-out', 'the probe sysctls did not answer in 2500 ms') }),
      says: ['unknown kubelet.not-told'],
    },
    {
      name: 'a sysctl that is not there',
      facts: factsOf(sysctlsWith({ [panic]: sysctlValue(undefined) })),
      says: ['unknown kubelet.not-told'],
    },
  ],
};
