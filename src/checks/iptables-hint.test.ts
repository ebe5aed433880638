import { describe, expect, it } from 'vitest';
import { factsOf, iptablesNames } from '../../test/builders/facts.ts';
import { planOf } from '../../test/builders/plan.ts';
import { cases } from '../../test/cases/iptables-hint.ts';
import { findingsOf } from '../../test/check-cases.ts';
import { runCases } from '../../test/run-cases.ts';
import { iptablesHintCheck } from './iptables-hint.ts';

runCases(cases);

describe('iptablesHintCheck in words', () => {
  const facts = factsOf({ without: iptablesNames });

  it.each([
    ['v1.32.6', 'logs an error for each family, which does no harm'],
    ['v1.33.0', 'in one info line'],
  ])('says what the kubelet %s does without iptables', (version, expected) => {
    const [finding] = findingsOf(iptablesHintCheck, { plan: planOf({ version }), facts });
    expect(finding?.says).toContain(expected);
  });

  it('points to the missing tool in iptables mode', () => {
    const [finding] = findingsOf(iptablesHintCheck, { plan: planOf({ mode: 'iptables' }), facts });
    expect(finding?.cause).toEqual({ check: 'FileExisting-iptables', code: 'tool.absent' });
  });
});
