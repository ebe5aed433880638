import type { ExecResult, Host } from '../host/host.ts';
import { type Fact, known } from './fact.ts';
import type { Ask, Probe, Survey } from './probe.ts';
import { findInPath } from './services/path-programs.ts';
import { servicesProbe } from './services/probe.ts';

export interface TimeSyncFacts {
  /** The service that sets the clock: `chronyd`, `systemd-timesyncd`; '' when none runs. */
  readonly daemon: string;
  /** Whether it says that the clock is right; undefined: it could not be asked, or there is none. */
  readonly synchronised: boolean | undefined;
  /** Where that was read. */
  readonly source: string;
  /** What stood there, or why it is not known. */
  readonly detail: string;
  /** Why it is not known whether any runs; '' when it is. */
  readonly untold: string;
  /** Set of an image: `daemon` is what will start at boot. */
  readonly atBoot?: true;
}

const deadlineMs = 1500;
const daemons = ['chronyd', 'chrony', 'systemd-timesyncd', 'ntpd', 'ntp', 'ntpsec', 'openntpd'] as const;
/** Programs that keep a clock without a unit that is known here. The kernel cuts names at 15 letters. */
const clockKeepers = /^(?:chronyd|ntpd|openntpd|systemd-timesyn|phc2sys|timemaster|vmtoolsd|VBoxService)$/u;
const maxProcesses = 4096;

/** Asks the service that sets the clock, and it alone: the kernel's own word needs a system call. */
export const timeSyncProbe: Probe<'timeSync'> = {
  name: 'timeSync',
  deadlineMs: 6000,
  async run(host, survey, ask) {
    if (host.image !== undefined) return clockOfImage(host, survey, ask);
    const found = await runningDaemon(host, survey, ask);
    if ('untold' in found) return known({ ...empty, untold: found.untold, source: 'services' });
    return known({ ...empty, daemon: found.daemon, ...(await stateOf(host, found.daemon)) });
  },
};

/** Of an image this alone can be told: whether a service will set the clock. */
async function clockOfImage(host: Host, survey: Survey, ask: Ask | undefined): Promise<Fact<TimeSyncFacts>> {
  const services = await (ask === undefined ? servicesProbe.run(host, survey) : ask('services'));
  if (!services.known) return services;
  const { units } = services.value;
  const daemon = daemons.find((name) => units[name]?.fileState.startsWith('enabled') === true) ?? '';
  const detail = daemon === '' ? `none of ${daemons.join(', ')} is enabled` : `${daemon} is enabled`;
  return known({ ...empty, daemon, detail, atBoot: true });
}

const empty: TimeSyncFacts = {
  daemon: '',
  synchronised: undefined,
  source: 'services',
  detail: '',
  untold: '',
};

async function runningDaemon(
  host: Host,
  survey: Survey,
  ask: Ask | undefined,
): Promise<{ readonly daemon: string } | { readonly untold: string }> {
  const services = await (ask === undefined ? servicesProbe.run(host, survey) : ask('services'));
  const units = services.known ? services.value.units : {};
  const active = daemons.find((name) => units[name]?.active === 'active');
  if (active !== undefined) return { daemon: active };
  const process = await keeperProcess(host);
  if (process !== '') return { daemon: process === 'systemd-timesyn' ? 'systemd-timesyncd' : process };
  if (!services.known) return { untold: services.cause.detail };
  const unanswered = services.value.answer === 'timed-out' || services.value.answer === 'failed';
  return unanswered ? { untold: services.value.answerDetail } : { daemon: '' };
}

async function keeperProcess(host: Host): Promise<string> {
  const listed = await host.readDir('/proc');
  const ids = listed.ok ? listed.names.filter((name) => /^\d+$/u.test(name)).slice(0, maxProcesses) : [];
  const names = await Promise.all(
    ids.map(async (id) => {
      const read = await host.readText(`/proc/${id}/comm`, { maxBytes: 64 });
      return read.ok ? read.text.trim() : '';
    }),
  );
  return names.find((name) => clockKeepers.test(name)) ?? '';
}

type State = Pick<TimeSyncFacts, 'synchronised' | 'source' | 'detail'>;

async function stateOf(host: Host, daemon: string): Promise<State> {
  switch (daemon) {
    case '':
      return { synchronised: undefined, source: 'services', detail: `none of ${daemons.join(', ')} runs` };
    case 'chronyd':
    case 'chrony':
      return askTool(host, ['chronyc', '-n', 'tracking'], readChrony);
    case 'systemd-timesyncd':
      return timesyncd(host);
    case 'ntpd':
    case 'ntp':
    case 'ntpsec':
      return askTool(host, ['ntpq', '-n', '-c', 'rv 0 leap,stratum'], readNtp);
    default:
      return {
        synchronised: undefined,
        source: daemon,
        detail: `${daemon} tells nobody whether the clock is right`,
      };
  }
}

/** systemd-timesyncd touches this file whenever it has set the clock; it is gone after a boot. */
async function timesyncd(host: Host): Promise<State> {
  const source = '/run/systemd/timesync/synchronized';
  const status = await host.status(source);
  if (!status.ok && status.code !== 'ENOENT') return { synchronised: undefined, source, detail: status.code };
  return { synchronised: status.ok, source, detail: status.ok ? 'it is there' : 'it is not there' };
}

async function askTool(
  host: Host,
  [name, ...args]: readonly [string, ...string[]],
  read: (result: ExecResult) => boolean | undefined,
): Promise<State> {
  const source = [name, ...args].join(' ');
  const program = await findInPath(host, name);
  if (program === undefined) return { synchronised: undefined, source, detail: `${name} is not installed` };
  const result = await host.exec({ argv: [program.path, ...args], deadlineMs, maxOutput: 16 * 1024 });
  const synchronised = read(result);
  const said = (result.stdout.trim() || result.stderr.trim()).split('\n');
  const line = said.find((one) => /leap/iu.test(one)) ?? said[0] ?? '';
  const detail =
    line.trim() === ''
      ? (result.errno ?? result.outcome)
      : line.trim().replaceAll(/\s+/gu, ' ').slice(0, 200);
  return { synchronised, source, detail };
}

/** `Leap status     : Normal`; `Not synchronised`; the others announce a leap second. */
export function readChrony({ stdout }: Pick<ExecResult, 'stdout'>): boolean | undefined {
  const leap = /^Leap status\s*:\s*(.+?)\s*$/mu.exec(stdout)?.[1];
  return leap === undefined ? undefined : leap !== 'Not synchronised';
}

/** `leap=00, stratum=3`; 3 (`11` in binary) means that nobody is followed. */
export function readNtp({ stdout }: Pick<ExecResult, 'stdout'>): boolean | undefined {
  const leap = /\bleap=(\d+)/u.exec(stdout)?.[1];
  return leap === undefined ? undefined : leap !== '11' && leap !== '3';
}
