import { nftVersionSkewCheck } from '../../src/checks/proxy-kernel/tool-skew.ts';
import { known } from '../../src/probes/fact.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { absent, factsOf, sound } from '../builders/facts.ts';
import { firewallOf } from '../builders/firewall.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const at = (version: string, release: string, ...says: string[]): CheckCase => ({
  name: `nft ${version} beside ${release}`,
  plan: planOf({ version: release }),
  facts: factsOf({ with: [sound('nft', { version })] }),
  says,
});

const besideSets = (release: string, setTables: readonly string[], ...says: string[]): CheckCase => ({
  name: `nft 1.1.5 beside ${release}, with sets in ${setTables.join(', ') || 'no table'}`,
  plan: planOf({ version: release }),
  facts: factsOf({
    with: [sound('nft', { version: '1.1.5' })],
    firewall: known(firewallOf([], { setTables })),
  }),
  says,
});

const mute: ToolFact = { name: 'nft', state: 'sound', path: '/usr/sbin/nft', links: [] };

export const cases: CheckCases = {
  check: nftVersionSkewCheck,
  cases: [
    at('1.0.6', 'v1.34.0', 'pass skew.none'),
    at('1.1.2', 'v1.34.0', 'pass skew.none'),
    at('1.1.3', 'v1.34.0', 'warn skew.known-bad'),
    at('1.1.3', 'v1.34.6', 'warn skew.known-bad'),
    at('1.1.3', 'v1.34.7', 'pass skew.none'),
    at('1.1.3', 'v1.35.4', 'pass skew.none'),
    besideSets('v1.35.3', ['inet firewalld'], 'fail skew.known-bad'),
    besideSets('v1.35.4', ['inet firewalld'], 'pass skew.none'),
    besideSets('v1.35.3', ['ip kube-proxy', 'ip6 kube-proxy'], 'warn skew.known-bad'),
    besideSets('v1.35.3', [], 'warn skew.known-bad'),
    at('1.1.3', 'v1.32.0', 'warn skew.known-bad'),
    at('1.1.7', 'v1.36.0', 'pass skew.none'),
    at('1.0.0', 'v1.36.0', 'warn skew.known-bad'),
    at('1.0.1', 'v1.36.0', 'pass skew.none'),
    { name: 'no nft', facts: factsOf({ with: [absent('nft')] }), says: [] },
    { name: 'no version', facts: factsOf({ with: [mute] }), says: ['unknown skew.not-told'] },
    { name: 'iptables mode', plan: planOf({ mode: 'iptables' }), says: [] },
  ],
};
