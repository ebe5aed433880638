import { securityModuleCheck } from '../../src/checks/state/security-module.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { parseDenials } from '../../src/probes/security-module/denials.ts';
import type { SecurityModuleFacts } from '../../src/probes/security-module/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { securityModuleOf } from '../builders/state.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function having(overrides: Partial<SecurityModuleFacts>): Facts {
  return factsOf({ securityModule: known(securityModuleOf(overrides)) });
}

const enforcing = { selinux: 'enforcing', logs: ['/var/log/audit/audit.log'] } as const;
/** FC-130. */
const moduleRequest = parseDenials(
  'type=AVC msg=audit(1601650000.123:4711): avc:  denied  { module_request } for  pid=42 comm="iptables" kmod="ipt_MASQUERADE" scontext=system_u:system_r:container_t:s0 tcontext=system_u:system_r:kernel_t:s0 tclass=system permissive=0',
  undefined,
);
/** FC-132. */
const ioctl = parseDenials(
  'type=AVC msg=audit(1620000000.1:9): avc:  denied  { ioctl } for  pid=9 comm="iptables" path="/sys/fs/cgroup" dev="cgroup2" scontext=system_u:system_r:iptables_t:s0 tcontext=system_u:object_r:cgroup_t:s0 tclass=dir permissive=0',
  undefined,
);
const capable = parseDenials(
  'audit: type=1400 audit(1700000000.5:77): apparmor="DENIED" operation="capable" profile="cri-containerd.apparmor.d" pid=7 comm="nft" capability=12 capname="net_admin"',
  undefined,
);

const situations: readonly CheckCase[] = [
  { name: 'no security module', says: [] },
  { name: 'permissive', facts: having({ selinux: 'permissive' }), says: [] },
  { name: 'enforcing and quiet', facts: having(enforcing), says: ['pass security-module.quiet'] },
  {
    name: 'FC-130: a container may not have a module loaded',
    facts: having({ ...enforcing, denials: moduleRequest }),
    says: ['warn security-module.denied'],
  },
  {
    name: 'FC-132: iptables of the host',
    facts: having({ ...enforcing, denials: ioctl }),
    says: ['warn security-module.denied'],
  },
  {
    name: 'AppArmor',
    facts: having({ apparmor: true, logs: ['/var/log/kern.log'], denials: capable }),
    says: ['warn security-module.denied'],
  },
  { name: 'AppArmor without a log that is a file', facts: having({ apparmor: true }), says: [] },
  {
    name: 'an ordinary user',
    facts: having({ selinux: 'enforcing', unread: ['/var/log/audit/audit.log: EACCES'] }),
    says: ['unknown security-module.not-told'],
  },
  {
    name: 'nothing was looked at',
    facts: factsOf({ securityModule: unknown('timed-out', 'no answer') }),
    says: ['unknown security-module.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: securityModuleCheck, cases: situations };
