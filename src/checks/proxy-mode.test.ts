import { describe, expect, it } from 'vitest';
import { factsOf } from '../../test/builders/facts.ts';
import { planOf, unsetMode } from '../../test/builders/plan.ts';
import { cases } from '../../test/cases/proxy-mode.ts';
import { findingsOf } from '../../test/check-cases.ts';
import { runCases } from '../../test/run-cases.ts';
import { known, unknown } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import { proxyModeCheck } from './proxy-mode.ts';

runCases(cases);

const fault = { code: 'timed-out', detail: 'no answer' } as const;
const silent = { reached: false, via: 'admin.conf', server: 'https://10.0.0.1:6443', fault } as const;

function causeOf(cluster: Facts['cluster']): string | undefined {
  const plan = planOf({ ...unsetMode('iptables'), action: 'join' });
  const facts = factsOf(cluster === undefined ? {} : { cluster });
  const cause = findingsOf(proxyModeCheck, { plan, facts })[0]?.cause;
  return cause && `${cause.check} ${cause.code}`;
}

describe('proxyModeCheck', () => {
  it('leaves it to ClusterAPI to say why the mode had to be assumed, where the cluster was asked', () => {
    expect(causeOf(known(silent))).toBe('ClusterAPI cluster.not-reached');
    expect(causeOf(unknown('timed-out', 'no answer'))).toBe('ClusterAPI cluster.not-reached');
    expect(causeOf(known({ ...silent, fault: { code: 'pin-mismatch', detail: 'another CA' } }))).toBe(
      'ClusterAPI cluster.refused',
    );
    expect(causeOf(unknown('not-collected', 'no cluster was named'))).toBeUndefined();
  });
});
