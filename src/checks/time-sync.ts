import { packageFor } from '../catalog/packages.ts';
import type { Args, Finding, Remedy, Verdict } from '../findings/finding.ts';
import type { Step } from '../findings/step.ts';
import type { Facts } from '../probes/facts.ts';
import type { TimeSyncFacts } from '../probes/time-sync.ts';
import type { Check, Reason } from './check.ts';
import { findingOf } from './finding-of.ts';
import { isSystemd, managerArg, startCommands, startTime } from './service-start.ts';

const name = 'TimeSync';
const need = 'a clock that agrees with those of the other nodes: certificates, tokens and leases count on it';

const startAnywhere: Remedy = {
  what: 'run a service that sets the clock',
  now: [
    'apt-get install chrony && systemctl enable --now chrony.service    # Debian, Ubuntu',
    'dnf install chrony && systemctl enable --now chronyd.service       # Enterprise Linux, Fedora',
    'zypper install chrony && systemctl enable --now chronyd.service    # SUSE',
  ],
  verify: ['chronyc tracking'],
};

/** Debian's unit has a name of its own; Alpine has OpenRC, also where nobody looked. */
function start(args: Args): Remedy {
  const install = String(args['install'] ?? '');
  if (install === '') return startAnywhere;
  // Where nothing manages services the package alone mends nothing.
  if (args['manager'] === 'none') {
    return { ...startAnywhere, what: `install chrony, and start it ${startTime(args)}`, now: [install] };
  }
  const unit = install.startsWith('apt-get ') ? 'chrony.service' : 'chronyd.service';
  const managed: Args = install.startsWith('apk ') ? { manager: 'openrc', ...args } : args;
  const isPackage: Step = { kind: 'package', install, done: [['command', '-v', 'chronyd']] };
  const steps: readonly Step[] = isSystemd(managed)
    ? [isPackage, { kind: 'service', unit, want: 'running' }]
    : [isPackage];
  return { ...startAnywhere, now: [install, ...startCommands(managed, unit)], steps };
}

function enable(args: Args): Remedy {
  const service = String(args['idle']);
  const unit = `${service}.service`;
  const when = args['manager'] === 'none' ? startTime(args) : 'now and at every boot';
  return {
    what: `start ${service}, which is installed, ${when}`,
    now: startCommands(args, unit),
    verify: [service === 'systemd-timesyncd' ? 'timedatectl timesync-status' : 'chronyc tracking'],
    ...(isSystemd(args) ? { steps: [{ kind: 'service', unit, want: 'running' }] } : {}),
  };
}

const reasons: readonly Reason[] = [
  {
    code: 'time.synchronised',
    means: 'A service sets the clock, and says that it is right.',
    words: ({ daemon }) => ({ says: `${String(daemon)} keeps the clock right` }),
  },
  {
    code: 'time.at-boot',
    means: 'A service that sets the clock is enabled in this image.',
    words: ({ daemon }) => ({ says: `${String(daemon)} will set the clock from the first boot on` }),
  },
  {
    code: 'time.unsynchronised',
    means: 'A service sets the clock, but has not found the time yet, or no more.',
    words: ({ daemon, source, detail }) => ({
      says: `${String(daemon)} runs but has not set the clock`,
      need,
      have: `${String(source)}: ${String(detail)}`,
      remedies: [
        {
          what: 'see whether it reaches its servers (UDP port 123), and which they are',
          now: [
            String(daemon).startsWith('chrony')
              ? 'chronyc -n sources'
              : String(daemon).startsWith('ntp')
                ? 'ntpq -np'
                : 'timedatectl timesync-status',
          ],
          verify: ['timedatectl show -p NTPSynchronized'],
        },
      ],
    }),
  },
  {
    code: 'time.nobody',
    means: 'Nothing that is known sets the clock of this host.',
    words: (args) => ({
      says: 'nothing keeps the clock of this host right',
      need,
      have: String(args['detail']),
      remedies: [args['idle'] === undefined ? start(args) : enable(args)],
    }),
  },
  {
    code: 'time.of-machine',
    means: 'A container has the clock of the machine that it runs on.',
    words: ({ container }) => ({
      says: `the clock is that of the machine that runs this container (${String(container)}): look there`,
    }),
  },
  {
    code: 'time.not-told',
    means: 'Whether the clock is set could not be told.',
    words: ({ source, detail }) => ({
      says: 'whether the clock is right could not be told',
      need,
      have: `${String(source)}: ${String(detail)}`,
      remedies: [{ what: 'ask by hand', now: ['timedatectl show -p NTPSynchronized'] }],
    }),
  },
];

/** Whether the clock is kept right. kubeadm does not look. */
export const timeSyncCheck: Check = {
  name,
  title: 'time synchronisation',
  group: 'system',
  sources: ['kubernetes.io/docs/setup/production-environment/tools/kubeadm', 'etcd.io/docs: clock skew'],
  reasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['timeSync', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { timeSync, privilege } = input.facts;
    const container = privilege?.known === true ? privilege.value.container : '';
    if (timeSync?.known !== true) {
      const detail = timeSync?.cause.detail ?? 'it was not looked at';
      return [told('time.not-told', 'unknown', { source: 'services', detail })];
    }
    return [judgeClock(timeSync.value, container, input.facts)];
  },
};

function judgeClock(facts: TimeSyncFacts, container: string, all: Facts): Finding {
  const { os, services } = all;
  const { daemon, source, synchronised } = facts;
  const detail = facts.untold === '' ? facts.detail : facts.untold;
  const args = { daemon, source, detail, container };
  if (facts.atBoot === true && daemon !== '') return told('time.at-boot', 'pass', args);
  if (synchronised === true) return told('time.synchronised', 'pass', args);
  if (daemon === '' && container !== '') return told('time.of-machine', 'info', args);
  if (facts.untold !== '') return told('time.not-told', 'unknown', args);
  if (synchronised === false) return told('time.unsynchronised', 'warn', args);
  if (daemon !== '') return told('time.not-told', 'unknown', args);
  const answer = packageFor('chrony', os?.known === true ? os.value : undefined);
  const idle = idleService(services);
  const nobody = { ...args, ...managerArg(all) };
  if (idle !== '') return told('time.nobody', 'warn', { ...nobody, idle });
  return told('time.nobody', 'warn', { ...nobody, install: answer.ships ? answer.install : '' });
}

/** A service that is installed and waits to be enabled: another package would take its place. '' for none. */
function idleService(services: Facts['services']): string {
  if (services?.known !== true) return '';
  const { units, manager } = services.value;
  // Of these only chrony runs without systemd, and tells without it how it does.
  const known = ['chronyd', 'chrony', ...(manager === 'systemd' ? ['systemd-timesyncd'] : [])];
  const isIdle = (one: string): boolean => /^(?:enabled|disabled)/u.test(units[one]?.fileState ?? '');
  return known.find(isIdle) ?? '';
}

function told(code: string, verdict: Verdict, args: Args): Finding {
  return findingOf(
    { check: name, group: 'system' },
    {
      code,
      verdict,
      subject: 'clock',
      args,
      evidence: [{ source: String(args['source']), excerpt: String(args['detail']) }],
      neededBy: ['etcd', 'API server', 'kubelet'],
    },
  );
}
