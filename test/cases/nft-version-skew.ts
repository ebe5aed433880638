import { nftVersionSkewCheck } from '../../src/checks/proxy-kernel/tool-skew.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { absent, factsOf, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const at = (version: string, release: string, ...says: string[]): CheckCase => ({
  name: `nft ${version} beside ${release}`,
  plan: planOf({ version: release }),
  facts: factsOf({ with: [sound('nft', { version })] }),
  says,
});

const mute: ToolFact = { name: 'nft', state: 'sound', path: '/usr/sbin/nft', links: [] };

export const cases: CheckCases = {
  check: nftVersionSkewCheck,
  cases: [
    at('1.0.6', 'v1.34.0', 'pass skew.none'),
    at('1.1.2', 'v1.34.0', 'pass skew.none'),
    at('1.1.3', 'v1.34.0', 'warn skew.known-bad'),
    at('1.1.3', 'v1.32.0', 'warn skew.known-bad'),
    at('1.1.7', 'v1.36.0', 'pass skew.none'),
    at('1.0.0', 'v1.36.0', 'warn skew.known-bad'),
    at('1.0.1', 'v1.36.0', 'pass skew.none'),
    { name: 'no nft', facts: factsOf({ with: [absent('nft')] }), says: [] },
    { name: 'no version', facts: factsOf({ with: [mute] }), says: ['unknown skew.not-told'] },
    { name: 'iptables mode', plan: planOf({ mode: 'iptables' }), says: [] },
  ],
};
