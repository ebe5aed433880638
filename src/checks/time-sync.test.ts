import { describe, expect, it } from 'vitest';
import { debian, factsOf } from '../../test/builders/facts.ts';
import { servicesOf, timeSyncFacts, unitOf } from '../../test/builders/services.ts';
import { cases } from '../../test/cases/time-sync.ts';
import { findingsOf } from '../../test/check-cases.ts';
import { runCases } from '../../test/run-cases.ts';
import { known } from '../probes/fact.ts';
import { timeSyncCheck } from './time-sync.ts';

runCases(cases);

function remedyFor(fileState: string): readonly string[] | undefined {
  const units = [unitOf('systemd-timesyncd', { active: 'inactive', fileState })];
  const timeSync = known({ ...timeSyncFacts, daemon: '', synchronised: undefined });
  const facts = factsOf({ os: known(debian), timeSync, services: known(servicesOf({ units })) });
  return findingsOf(timeSyncCheck, { facts })[0]?.remedies?.[0]?.now;
}

describe('timeSyncCheck', () => {
  it('starts the service that is installed rather than putting another in its place', () => {
    expect(remedyFor('disabled')).toEqual(['systemctl enable --now systemd-timesyncd.service']);
    expect(remedyFor('')?.[0]).toBe('apt-get install chrony');
    expect(remedyFor('masked')?.[0]).toBe('apt-get install chrony');
  });
});
