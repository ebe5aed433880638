import { corednsPluginsCheck } from '../../src/checks/cluster/coredns.ts';
import type { UpgradeObjects } from '../../src/config/cluster-io.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { clusterOf, forbidden, found, usualCorefile } from '../builders/cluster.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'upgrade', phase: 'upgrade apply' });
const seen = (upgrade: Partial<UpgradeObjects>): Facts => factsOf({ cluster: known(clusterOf({ upgrade })) });
const stub = 'example.net:53 {\n    forward . 10.0.0.53 # the office\n    cache 30\n}\n';

export const cases: CheckCases = {
  check: corednsPluginsCheck,
  cases: [
    { name: 'the Corefile of kubeadm', plan, says: ['pass coredns.plugins-known'] },
    {
      name: 'with a stub domain',
      plan,
      facts: seen({ corefile: found(usualCorefile + stub) }),
      says: ['pass coredns.plugins-known'],
    },
    {
      name: 'with a plugin that is not migrated',
      plan,
      facts: seen({ corefile: found(`.:53 {\n  errors\n  acl {\n    allow net 10.0.0.0/8\n  }\n}\n`) }),
      says: ['fail coredns.plugins'],
    },
    {
      name: 'with an option that may be',
      plan,
      facts: seen({ corefile: found('.:53 {\n  cache {\n    keepttl\n  }\n}\n') }),
      says: ['unknown coredns.options-unsure'],
    },
    {
      name: 'with hosts',
      plan,
      facts: seen({
        corefile: found('.:53 {\n  hosts {\n    10.0.0.1 a\n    fd00::1 b\n    fallthrough\n  }\n}\n'),
      }),
      says: ['pass coredns.plugins-known'],
    },
    {
      name: 'an image of a vendor',
      plan,
      facts: seen({ corednsVersion: found('v1.11.4-eksbuild.2') }),
      says: ['fail coredns.foreign-version'],
    },
    {
      name: 'not readable',
      plan,
      facts: seen({ corefile: forbidden() }),
      says: ['unknown cluster.not-told'],
    },
    { name: 'init', says: [] },
  ],
};
