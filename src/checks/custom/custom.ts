import { concernsHost, namesOfHost } from '../../config/own-files/host-pattern.ts';
import type { Requirement } from '../../config/own-files/requirement.ts';
import type { Plan } from '../../config/plan.ts';
import type { Args, Finding, Group } from '../../findings/finding.ts';
import type { Facts, ProbeName } from '../../probes/facts.ts';
import type { Check } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { customName } from './custom-name.ts';
import { customReasons } from './custom-reasons.ts';
import { judgeDemand } from './judge-demand.ts';
import type { JudgedDemand } from './judged-demand.ts';

/** Of the groups that no mode of kube-proxy is judged by. */
const groupOf = {
  tool: 'system',
  sysctl: 'system',
  module: 'system',
  file: 'files',
  port: 'ports',
} as const satisfies Record<Requirement['demand']['kind'], Group>;

const probeOf = {
  tool: 'tools',
  sysctl: 'custom',
  module: 'custom',
  file: 'custom',
  port: 'ports',
} as const satisfies Record<Requirement['demand']['kind'], ProbeName>;

/** The requirements of an organisation's own, from `--requirements`. Each gives `Custom-<name>`. */
export const customCheck: Check = {
  name: 'Custom',
  title: 'requirements of your own',
  group: 'system',
  sources: ['--requirements'],
  // Asked for by name: they count under policy kubeadm, too.
  kubeadms: true,
  reasons: customReasons,
  needs: (plan) => [...new Set(plan.requirements.filter((one) => isPlanned(one, plan)).flatMap(probesOf))],
  names: (plan) => ['Custom', ...(plan?.requirements ?? []).map(({ name }) => customName(name.value))],
  judge: ({ plan, facts }) =>
    plan.requirements.filter((one) => applies(one, plan, facts)).map((one) => judgeOne(one, facts)),
};

function probesOf({ demand }: Requirement): readonly ProbeName[] {
  const isVersioned = demand.kind === 'tool' && demand.minimum !== '';
  return isVersioned ? ['tools', 'custom'] : [probeOf[demand.kind]];
}

function isPlanned({ actions, roles }: Requirement, plan: Plan): boolean {
  return meets(actions, plan.action) && meets(roles, plan.role.value);
}

function applies(requirement: Requirement, plan: Plan, { os }: Facts): boolean {
  const { modes, hosts } = requirement;
  const hostNames = namesOfHost(os?.known === true ? os.value.hostName : '', plan.nodeName.value);
  return isPlanned(requirement, plan) && meets(modes, plan.proxyMode.value) && concernsHost(hosts, hostNames);
}

function meets<T>(wanted: readonly T[], is: T): boolean {
  return wanted.length === 0 || wanted.includes(is);
}

function judgeOne(requirement: Requirement, facts: Facts): Finding {
  const { name, demand, severity, why, source, neededBy, mend } = requirement;
  const judged = judgeDemand(demand, facts);
  const verdicts = { met: 'pass', missing: severity, unsuitable: severity, 'not-told': 'unknown' } as const;
  return findingOf(
    { check: customName(name.value), group: groupOf[demand.kind] },
    {
      code: `custom.${judged.outcome}`,
      verdict: verdicts[judged.outcome],
      subject: judged.what,
      args: {
        kind: demand.kind,
        what: judged.what,
        state: judged.state,
        need: judged.need,
        have: judged.have,
        why,
        source,
        ...(judged.near === undefined ? {} : { near: judged.near }),
        ...mendArgs(mend, judged),
      },
      evidence: [...judged.evidence, plannedEvidence(name)],
      neededBy,
    },
  );
}

/** What the file says, or where it says nothing, what is known to mend such a thing. */
function mendArgs(mend: Requirement['mend'], judged: JudgedDemand): Args {
  const isSaid = mend.what !== '' || mend.now.length > 0 || mend.persistent.length > 0;
  const { now, persistent } = isSaid ? mend : judged;
  // What a person wrote down is for a person to run: a script must know when it is done.
  const fix = isSaid || judged.outcome === 'met' ? {} : judged.fix;
  return {
    ...fix,
    mend: mend.what,
    now,
    persistent,
    verify: mend.verify.length > 0 ? mend.verify : judged.verify,
  };
}
