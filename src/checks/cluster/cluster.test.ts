import { describe, expect, it } from 'vitest';
import { cases as api } from '../../../test/cases/cluster-api.ts';
import { cases as health } from '../../../test/cases/cluster-health.ts';
import { cases as migration } from '../../../test/cases/coredns-migration.ts';
import { cases as plugins } from '../../../test/cases/coredns-plugins.ts';
import { cases as job } from '../../../test/cases/create-job.ts';
import { cases as proxy } from '../../../test/cases/proxy-config.ts';
import { factsOf } from '../../../test/builders/facts.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import { known, unknown } from '../../probes/fact.ts';
import type { Facts } from '../../probes/facts.ts';
import { corefilePlugins } from './corefile.ts';

for (const cases of [api, proxy, plugins, migration, job, health]) runCases(cases);

describe('checks of a cluster that was asked in vain', () => {
  const plan = planOf({ action: 'upgrade', phase: 'upgrade apply' });
  const causes = (cluster: NonNullable<Facts['cluster']>) =>
    [api, plugins, migration, job, health].map(({ check }) => {
      const [finding] = findingsOf(check, { plan, facts: factsOf({ cluster }) });
      return `${finding?.code} ${finding?.cause?.check} ${finding?.cause?.code}`;
    });
  const seen = { reached: false, via: 'admin.conf', server: '' } as const;

  it.each([
    ['unreachable', 'cluster.not-reached'],
    ['pin-mismatch', 'cluster.refused'],
  ] as const)('leave it to ClusterAPI to say why: %s', (code, told) => {
    const below = `cluster.not-told ClusterAPI ${told}`;
    expect(causes(known({ ...seen, fault: { code, detail: 'nobody there' } }))).toEqual([
      `${told} undefined undefined`,
      below,
      below,
      below,
      below,
    ]);
  });

  it('say it themselves where it was not asked', () => {
    expect(causes(unknown('not-collected', 'no cluster was named')).slice(1)).toEqual(
      Array.from({ length: 4 }, () => 'cluster.not-told undefined undefined'),
    );
  });
});

describe('corefilePlugins', () => {
  it.each([
    ['.:53 {\n  errors\n}\n', [['errors', []]]],
    ['.:53 { # all\n  # log\n  cache 30 {\n    success 5000 # many\n  }\n}\n', [['cache', ['success']]]],
    ['a.example b.example {\n forward . "10.0.0.1 x" {\n  policy random\n }\n}', [['forward', ['policy']]]],
    ['', []],
    ['}}}} {{{ a', []],
  ] as const)('reads %j', (text, expected) => {
    expect(corefilePlugins(text).map(({ name, options }) => [name, options])).toEqual(expected);
  });
});
