import { cases as conntrackPressure } from '../../../test/cases/conntrack-pressure.ts';
import { cases as containerNode } from '../../../test/cases/container-node.ts';
import { cases as forwardPolicy } from '../../../test/cases/forward-policy.ts';
import { cases as netfilterBackends } from '../../../test/cases/netfilter-backends.ts';
import { cases as proxyLeftovers } from '../../../test/cases/proxy-leftovers.ts';
import { cases as ruleWiper } from '../../../test/cases/rule-wiper.ts';
import { cases as securityModule } from '../../../test/cases/security-module.ts';
import { cases as xtablesLock } from '../../../test/cases/xtables-lock.ts';
import { runCases } from '../../../test/check-cases.ts';

for (const cases of [
  netfilterBackends,
  proxyLeftovers,
  ruleWiper,
  forwardPolicy,
  conntrackPressure,
  xtablesLock,
  securityModule,
  containerNode,
]) {
  runCases(cases);
}
