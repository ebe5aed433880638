import { timeSyncCheck } from '../../src/checks/time-sync.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { TimeSyncFacts } from '../../src/probes/time-sync.ts';
import { debian, elTen, factsOf, root } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { absentUnit, servicesOf, timeSyncFacts, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function having(overrides: Partial<TimeSyncFacts>, rest: Partial<Facts> = {}): Facts {
  return factsOf({ timeSync: known({ ...timeSyncFacts, ...overrides }), ...rest });
}

const nobody = {
  daemon: '',
  synchronised: undefined,
  source: 'services',
  detail: 'none of chronyd, ntpd runs',
} as const;
const chrony = { daemon: 'chronyd', source: 'chronyc -n tracking' } as const;
const unmanaged = { manager: 'none', managerSource: 'PID 1 is bash' } as const;
const container = { privilege: known({ ...root, container: 'docker' }) } as const;

const situations: readonly CheckCase[] = [
  { name: 'systemd-timesyncd has set the clock', says: ['pass time.synchronised'] },
  {
    name: 'chrony has no server yet',
    facts: having({ ...chrony, synchronised: false, detail: 'Leap status : Not synchronised' }),
    says: ['warn time.unsynchronised'],
  },
  {
    name: 'systemd-timesyncd has not set it',
    facts: having({ synchronised: false, detail: 'it is not there' }),
    says: ['warn time.unsynchronised'],
  },
  {
    name: 'ntpd has not set it',
    facts: having({
      daemon: 'ntpd',
      source: 'ntpq -n -c rv 0 leap,stratum',
      synchronised: false,
      detail: 'leap=11, stratum=16',
    }),
    says: ['warn time.unsynchronised'],
  },
  {
    name: 'chrony without chronyc',
    facts: having({ ...chrony, synchronised: undefined, detail: 'chronyc is not installed' }),
    says: ['unknown time.not-told'],
  },
  {
    name: 'an image with chrony enabled',
    facts: having({ ...nobody, daemon: 'chrony', detail: 'chrony is enabled', atBoot: true }),
    says: ['pass time.at-boot'],
  },
  {
    name: 'an image without a service for the clock',
    facts: having({ ...nobody, detail: 'none of chronyd, ntpd is enabled', atBoot: true }),
    says: ['warn time.nobody'],
  },
  { name: 'nobody sets it', facts: having(nobody), says: ['warn time.nobody'] },
  {
    name: 'nobody sets it, and no service manager runs that could start what is installed',
    facts: having(nobody, {
      services: known(
        servicesOf({ ...unmanaged, units: [unitOf('systemd-timesyncd', { fileState: 'disabled' })] }),
      ),
    }),
    says: ['warn time.nobody'],
  },
  {
    name: 'nobody sets it, nothing is installed that could, and no service manager runs',
    facts: having(nobody, {
      services: known(servicesOf({ ...unmanaged, units: [absentUnit('systemd-timesyncd')] })),
    }),
    says: ['warn time.nobody'],
  },
  {
    name: 'nobody sets it, and nothing is installed that could',
    facts: having(nobody, { services: known(servicesOf({ units: [absentUnit('systemd-timesyncd')] })) }),
    says: ['warn time.nobody'],
  },
  {
    name: 'the same on Enterprise Linux 10',
    facts: having(nobody, {
      os: known(elTen),
      services: known(servicesOf({ units: [absentUnit('systemd-timesyncd')] })),
    }),
    says: ['warn time.nobody'],
  },
  {
    name: 'the same on Alpine, which has no systemd',
    facts: having(nobody, {
      os: known({ ...debian, id: 'alpine', versionId: '3.22', prettyName: 'Alpine Linux v3.22' }),
      services: known(
        servicesOf({
          manager: 'openrc',
          managerSource: '/sbin/openrc',
          units: [absentUnit('systemd-timesyncd')],
        }),
      ),
    }),
    says: ['warn time.nobody'],
  },
  {
    name: 'the same on a system that is not known here',
    facts: having(nobody, {
      os: known({ ...debian, id: 'plan9', idLike: [] }),
      services: known(servicesOf({ units: [absentUnit('systemd-timesyncd')] })),
    }),
    says: ['warn time.nobody'],
  },
  {
    name: 'nobody sets it, and chrony is installed',
    facts: having(nobody, {
      services: known(servicesOf({ units: [unitOf('chronyd', { fileState: 'disabled' })] })),
    }),
    says: ['warn time.nobody'],
  },
  { name: 'a container', facts: having(nobody, container), says: ['info time.of-machine'] },
  {
    name: 'a container that runs chrony',
    facts: having({ ...chrony, synchronised: true, detail: 'Leap status : Normal' }, container),
    says: ['pass time.synchronised'],
  },
  {
    name: 'systemctl did not answer',
    facts: having({ ...nobody, untold: 'systemctl show gave no answer in 1500 ms' }),
    says: ['unknown time.not-told'],
  },
  {
    name: 'nothing was seen',
    facts: factsOf({ timeSync: unknown('timed-out', 'no answer') }),
    says: ['unknown time.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), facts: having(nobody), says: [] },
];

export const cases: CheckCases = { check: timeSyncCheck, cases: situations };
