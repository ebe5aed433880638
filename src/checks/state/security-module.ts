import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { Denial, SecurityModuleFacts } from '../../probes/security-module/facts.ts';
import type { Check, Reason } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { someOf } from './seen-rules.ts';

const name = 'SecurityModule';

const reasons: readonly Reason[] = [
  {
    code: 'security-module.quiet',
    means: 'The security module in force has denied nothing to the tools of a node.',
    words: ({ module }) => ({ says: `${String(module)} has denied nothing to the tools of this node` }),
  },
  {
    code: 'security-module.denied',
    means: 'SELinux or AppArmor has kept tools of a node from something since the boot.',
    words: ({ module, what, program, modules }) => ({
      says: `${String(module)} has denied ${String(program)} what it wanted since the boot`,
      need: `a policy that lets the tools of the node work${modules === true ? ', or the kernel modules loaded before containers want them' : ''}`,
      have: String(what),
      remedies: module === 'SELinux' ? selinuxRemedies(modules === true) : [appArmor],
    }),
  },
  {
    code: 'security-module.not-told',
    means: 'Whether a security module has denied something could not be told.',
    words: ({ module, detail }) => ({
      says: `whether ${String(module)} has denied something to the tools of this node could not be told`,
      have: String(detail),
    }),
  },
];

const policy = {
  what: 'bring the policy for containers and the node up to date, and see what is still denied',
  now: ['dnf upgrade container-selinux selinux-policy', 'ausearch -m avc -ts boot'],
  verify: ['ausearch -m avc -ts recent'],
};

const appArmor = {
  what: 'see which profile denies it, and mend or unload that',
  now: ['aa-status', "journalctl -k --grep 'apparmor=.DENIED'"],
  verify: ["journalctl -k --since '-5min' --grep 'apparmor=.DENIED'"],
};

function selinuxRemedies(modules: boolean) {
  const load = {
    what: 'load at every boot what containers may not have loaded; the lines of the log name it (kmod=)',
    now: ['ausearch -m avc -ts boot | grep module_request'],
    persistent: ['printf "%s\\n" nf_tables nft_compat > /etc/modules-load.d/kubernetes-nft.conf'],
  };
  return modules ? [load, policy] : [policy];
}

/** Whether SELinux or AppArmor stands in the way of the tools; only what a log shows counts. */
export const securityModuleCheck: Check = {
  name,
  title: 'SELinux and AppArmor',
  group: 'state',
  sources: ['k3s#2424', 'okd#895', 'k3s#11525'],
  reasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['securityModule']),
  names: () => [name],
  judge({ plan, facts: { securityModule } }) {
    if (plan.action === 'reset') return [];
    if (securityModule?.known !== true) {
      const detail = securityModule?.cause.detail ?? 'it was not looked at';
      return [told('security-module.not-told', 'unknown', { module: 'a security module', detail }, [])];
    }
    return judgeDenials(securityModule.value);
  },
};

function judgeDenials({ selinux, apparmor, denials, logs, unread }: SecurityModuleFacts): readonly Finding[] {
  const module = selinux === 'enforcing' ? 'SELinux' : apparmor ? 'AppArmor' : '';
  if (module === '') return [];
  if (denials.length > 0) {
    const modules = [...new Set(denials.map((one) => one.module))];
    return modules.map((one) =>
      denied(
        one,
        denials.filter((denial) => denial.module === one),
        logs,
      ),
    );
  }
  if (unread.length > 0) {
    return [told('security-module.not-told', 'unknown', { module, detail: someOf(unread) }, [])];
  }
  const evidence = logs.map((source) => ({ source }));
  return logs.length === 0 ? [] : [told('security-module.quiet', 'pass', { module }, evidence)];
}

function denied(module: Denial['module'], denials: readonly Denial[], logs: readonly string[]): Finding {
  const programs = [...new Set(denials.map(({ program }) => program))];
  const what = denials.map(
    ({ program, wanted, count }) => `${program}: ${wanted} (${count === 1 ? 'once' : `${count} times`})`,
  );
  const args = {
    module,
    program: someOf(programs),
    what: someOf(what),
    modules: denials.some(({ wanted }) => wanted.startsWith('module_request')),
  };
  const source = logs.join(', ');
  const excerpt = denials
    .slice(-3)
    .map(({ line }) => line)
    .join('\n');
  return told('security-module.denied', 'warn', args, [{ source, excerpt }]);
}

function told(code: string, verdict: Verdict, args: Args, evidence: readonly Evidence[]): Finding {
  const neededBy = ['kubelet', 'kube-proxy', 'network plugin'];
  return findingOf(
    { check: name, group: 'state' },
    { code, verdict, subject: String(args['module']), args, evidence, neededBy },
  );
}
