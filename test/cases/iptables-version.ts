import { iptablesVersionCheck } from '../../src/checks/proxy-kernel/tool-skew.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { absent, factsOf, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const at = (
  version: string,
  variant: NonNullable<ToolFact['variant']>,
  release: string,
  ...says: string[]
): CheckCase => ({
  name: `iptables ${version} (${variant}) beside ${release}`,
  plan: planOf({ mode: 'iptables', version: release }),
  facts: factsOf({ with: [sound('iptables', { version, variant })] }),
  says,
});

const mute: ToolFact = { name: 'iptables', state: 'sound', path: '/usr/sbin/iptables', links: [] };
const iptables = planOf({ mode: 'iptables' });

export const cases: CheckCases = {
  check: iptablesVersionCheck,
  cases: [
    at('1.8.9', 'nf_tables', 'v1.36.2', 'pass skew.none'),
    at('1.8.2', 'nf_tables', 'v1.36.2', 'warn skew.known-bad'),
    at('1.8.4', 'nf_tables', 'v1.36.2', 'warn skew.known-bad'),
    at('1.8.4', 'nf_tables', 'v1.27.4', 'fail skew.known-bad'),
    at('1.8.4', 'nf_tables', 'v1.28.0', 'warn skew.known-bad'),
    at('1.8.5', 'nf_tables', 'v1.36.2', 'pass skew.none'),
    at('1.8.4', 'legacy', 'v1.36.2', 'pass skew.none'),
    at('1.8.8', 'nf_tables', 'v1.26.4', 'fail skew.known-bad'),
    at('1.8.8', 'nf_tables', 'v1.28.4', 'warn skew.known-bad'),
    at('1.8.8', 'nf_tables', 'v1.29.0', 'pass skew.none'),
    { name: 'no iptables', plan: iptables, facts: factsOf({ with: [absent('iptables')] }), says: [] },
    { name: 'no version', plan: iptables, facts: factsOf({ with: [mute] }), says: ['unknown skew.not-told'] },
    { name: 'nftables mode', says: [] },
  ],
};
