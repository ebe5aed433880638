import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../../test/builders/rules.ts';
import { known } from '../../probes/fact.ts';
import { seenIn } from './seen-rules.ts';

const saved = known({ chains: [], rules: 1, rulesByTable: { nat: 1 }, incompatible: [] });

describe('seenIn', () => {
  it('names as its sources only what was run', () => {
    const facts = rulesOf({
      saved: [
        { variant: 'nft', family: 'ipv4', command: '/usr/sbin/iptables-nft-save', saved },
        { variant: 'nft', family: 'ipv6', command: '', saved },
      ],
    });
    const seen = seenIn(facts, 'nft');
    expect(seen.known && seen.value.sources).toEqual(['nft -j list chains', '/usr/sbin/iptables-nft-save']);
  });
});
