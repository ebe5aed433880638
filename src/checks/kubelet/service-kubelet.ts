import { kubeletServiceName } from '../../catalog/kubeadm-checks.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { ServicesFacts, UnitFact } from '../../probes/services/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { judgeCommand } from './judge-command.ts';
import { serviceReasons } from './service-reasons.ts';

/** As 1.34 and earlier print it, and later ones (recorded of 1.34.2 and 1.35.3). */
const names = ['Service-Kubelet', 'Service-kubelet'] as const;

/** Whether the kubelet can be started as a service, now by kubeadm and again at every boot. */
export const serviceKubeletCheck: Check = {
  name: names[0],
  title: 'the service of the kubelet',
  group: 'system',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'cmd/kubeadm/app/util/initsystem', '#120514'],
  kubeadms: true,
  reasons: serviceReasons,
  needs: (plan, { policy }) =>
    plan.action === 'reset' ? [] : policy === 'kubeadm' ? ['services'] : ['services', 'kubelet'],
  names: () => names,
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { services } = input.facts;
    if (services?.known !== true) {
      const detail = services?.cause.detail ?? 'it was not looked at';
      return [told(input, 'service.not-told', 'unknown', { detail })];
    }
    return [
      input.stance.policy === 'kubeadm'
        ? judgeAsKubeadm(input, services.value)
        : judgeService(input, services.value),
    ];
  },
};

/** States that `systemctl is-enabled` ends with 0 for (systemctl(1)). */
const enabledStates = new Set([
  'enabled',
  'enabled-runtime',
  'static',
  'alias',
  'indirect',
  'generated',
  'transient',
]);

/** All that kubeadm finds wrong here is a warning, and it asks for no running kubelet. */
function judgeAsKubeadm(input: CheckInput, services: ServicesFacts): Finding {
  const { kubeadmSees, answer, answerDetail: detail } = services;
  const unit = services.units['kubelet'];
  if (kubeadmSees === 'none') return told(input, 'service.no-manager', 'warn', { kubeadm: true });
  if (unit === undefined)
    return told(input, 'service.not-told', 'unknown', { detail: 'no unit was looked at' });
  // Its own call would end with an error, or not at all.
  if (answer === 'failed') return told(input, 'service.disabled', 'warn', { detail });
  if (unit.load === 'not-found') return told(input, 'service.absent', 'warn');
  if (enabledStates.has(unit.fileState)) return told(input, 'service.enabled', 'pass');
  return unit.fileState === '' && answer === 'timed-out'
    ? told(input, 'service.not-told', 'unknown', { detail })
    : told(input, 'service.disabled', 'warn', { state: unit.fileState });
}

function judgeService(input: CheckInput, services: ServicesFacts): Finding {
  const { manager, answer, answerDetail: detail } = services;
  const unit = services.units['kubelet'];
  if (manager === 'none') return judgeNoManager(input);
  if (unit === undefined)
    return told(input, 'service.not-told', 'unknown', { detail: 'no unit was looked at' });
  const state = unit.fileState;
  if (unit.load === 'masked' || state.startsWith('masked'))
    return told(input, 'service.masked', 'fail', { state });
  if (unit.load === 'not-found') return judgeAbsent(input);
  if (unit.load !== 'loaded') return told(input, 'service.broken', 'fail', { state: unit.load });
  const command = manager === 'systemd' ? judgeCommand(services.kubelet) : undefined;
  if (command !== undefined) {
    return told(input, 'service.no-drop-in', command.verdict, { start: services.kubelet.start });
  }
  if (answer === 'timed-out' || answer === 'failed')
    return told(input, 'service.manager-silent', 'unknown', { detail });
  if (state === '') return told(input, 'service.not-told', 'unknown', { detail: unit.source });
  return enabledStates.has(state)
    ? told(input, 'service.enabled', 'pass')
    : told(input, 'service.disabled', 'warn', { state });
}

/** Containers that are nodes bring systemd; one without is a place to build an image in, or a test. */
function judgeNoManager(input: CheckInput): Finding {
  const { privilege } = input.facts;
  const container = privilege?.known === true ? privilege.value.container : '';
  return container === ''
    ? told(input, 'service.no-manager', 'warn')
    : told(input, 'service.no-manager-in-container', 'info', { container });
}

/** Where the program lacks too, KubeletVersion has told it, and its package brings both. */
function judgeAbsent(input: CheckInput): Finding {
  const { kubelet } = input.facts;
  const lacks = kubelet?.known === true && kubelet.value.program.state === 'absent';
  if (!lacks) return told(input, 'service.absent', 'fail');
  const cause = { check: 'KubeletVersion', code: 'kubelet.absent' };
  return { ...told(input, 'service.absent', 'warn', { alsoProgram: true }), cause };
}

function told(input: CheckInput, code: string, verdict: Verdict, args: Args = {}): Finding {
  const { facts, plan, stance } = input;
  const services = facts.services?.known ? facts.services.value : undefined;
  const unit = services?.units['kubelet'];
  const release = stance.policy === 'kubeadm' ? kubeadmReleaseOf(plan, stance) : plan.kubernetesVersion.value;
  const manager = stance.policy === 'kubeadm' ? services?.kubeadmSees : services?.manager;
  return findingOf(
    { check: kubeletServiceName(release), group: 'system' },
    {
      code,
      verdict,
      subject: 'kubelet service',
      args: {
        manager: manager ?? 'none',
        source: services?.managerSource ?? '',
        fragment: unit?.fragment ?? '',
        ...args,
      },
      evidence: evidenceOf(services, unit),
      neededBy: ['kubeadm', 'kubelet'],
    },
  );
}

function evidenceOf(services: ServicesFacts | undefined, unit: UnitFact | undefined): readonly Evidence[] {
  const manager: readonly Evidence[] =
    services === undefined ? [{ source: 'services' }] : [{ source: services.managerSource }];
  if (unit === undefined || services === undefined) return manager;
  const words = [unit.load, unit.fileState, unit.active].filter((word) => word !== '').join(', ');
  const files = services.kubelet.files.map((source) => ({ source }));
  const said = services.answerDetail === '' ? [] : [{ source: 'systemctl', excerpt: services.answerDetail }];
  return [{ source: unit.source, excerpt: words }, ...said, ...files];
}
