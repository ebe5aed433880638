import type { ExecResult, Host, IoFailure } from '../../src/host/host.ts';

/** One way in which the machine fails this program. */
export interface Fault {
  readonly name: string;
  /** It only hides things: what it hides can be judged neither well nor bad. */
  readonly hides: boolean;
  apply(host: Host): Host;
}

const places = ['/proc', '/sys', '/etc', '/usr', '/run', '/var', '/lib', '/'] as const;

/** errno names of looks that fail and tell nothing. ENOENT and ELOOP tell what is there. */
const hiding = ['EACCES', 'EIO', 'ETIMEDOUT', 'EMFILE'] as const;

const fileCalls = [
  'readText',
  'readBytes',
  'readDir',
  'readLink',
  'status',
  'linkStatus',
  'realPath',
  'mayRun',
] as const;

function isBelow(path: string, place: string): boolean {
  return place === '/' || path === place || path.startsWith(`${place}/`);
}

/** Every look below `place` gives `code`. */
function looksFail(place: string, code: string): Fault {
  const failure: IoFailure = { ok: false, code };
  return {
    name: `${code} for every look below ${place}`,
    hides: hiding.some((one) => one === code),
    apply(host) {
      const changed = Object.fromEntries(
        fileCalls.map((name) => [
          name,
          (path: string, ...rest: never[]) =>
            isBelow(path, place)
              ? Promise.resolve(failure)
              : Reflect.apply(host[name], host, [path, ...rest]),
        ]),
      );
      return { ...host, ...changed };
    },
  };
}

const contents: Readonly<Record<string, (text: string) => string>> = {
  empty: () => '',
  'cut in the middle': (text) => text.slice(0, text.length / 2),
  noise: () => '\u0000\u001b]0;x\u0007<script>\u{1f4a5}\ufffd= :: {"a":[[[\n'.repeat(20),
  'a line of a megabyte': () => 'A'.repeat(1024 * 1024),
};

/** Every file below `place` holds something else. */
function contentsChange(place: string, what: string, change: (text: string) => string): Fault {
  return {
    name: `files below ${place}: ${what}`,
    hides: false,
    apply: (host) => ({
      ...host,
      async readText(path, options) {
        const read = await host.readText(path, options);
        return read.ok && isBelow(path, place) ? { ...read, text: change(read.text), truncated: true } : read;
      },
      async readBytes(path, options) {
        const read = await host.readBytes(path, options);
        if (!read.ok || !isBelow(path, place)) return read;
        const bytes = Buffer.from(change(Buffer.from(read.bytes).toString('latin1')), 'latin1');
        return { ...read, bytes, truncated: true };
      },
    }),
  };
}

const endings: Readonly<Record<string, Partial<ExecResult>>> = {
  'cannot be started (EACCES)': { outcome: 'not-started', errno: 'EACCES' },
  'cannot be started (EAGAIN)': { outcome: 'not-started', errno: 'EAGAIN' },
  'cannot be started (EMFILE)': { outcome: 'not-started', errno: 'EMFILE' },
  hangs: { outcome: 'timed-out' },
  crashes: { outcome: 'signalled', signal: 'SIGSEGV' },
  'is killed midway': { outcome: 'signalled', signal: 'SIGKILL', stdout: '{"nftables": [{"metainfo": {' },
  'says too much': { outcome: 'exited', exitCode: 0, stdout: 'A'.repeat(256 * 1024), truncated: true },
  'says JSON without an end': { outcome: 'exited', exitCode: 0, stdout: '['.repeat(256 * 1024) },
  'exits 1 in silence': { outcome: 'exited', exitCode: 1 },
  'says nothing': { outcome: 'exited', exitCode: 0 },
  'says noise': {
    outcome: 'exited',
    exitCode: 0,
    stdout: '\u001b[31m{"nftables":[{"\u0000\n',
    stderr: '%s%n\n',
  },
  'fails with noise': { outcome: 'exited', exitCode: 3, stderr: 'xyzzy: \u001b[2Jno such thing\n' },
  'is cut off': { outcome: 'exited', exitCode: 0, stdout: '{"nftables": [{"metainfo": ', truncated: true },
};

const programs = ['nft', 'iptables', 'unshare', 'ipset', ''] as const;

/** A program (or, '', every program) ends in this way. */
function programEnds(program: string, how: string, ending: Partial<ExecResult>): Fault {
  return {
    name: `${program === '' ? 'every program' : program} ${how}`,
    hides: false,
    apply: (host) => ({
      ...host,
      exec(request) {
        const isMeant = program === '' || request.argv.some((word) => word.endsWith(`/${program}`));
        if (!isMeant) return host.exec(request);
        const { argv } = request;
        const empty = { argv, outcome: 'exited' as const, stdout: '', stderr: '', truncated: false, ms: 5 };
        return Promise.resolve({ ...empty, ...ending });
      },
    }),
  };
}

function call(name: string, changed: Partial<Host>): Fault {
  return { name, hides: false, apply: (host) => ({ ...host, ...changed }) };
}

/** Somebody sets the clock, or the machine sleeps, while it is looked at. */
function clocksJump(name: string, clockMs: number, nowMs: number): Fault {
  return {
    name,
    hides: false,
    apply(host) {
      let looks = 0;
      const jumped = (ms: number): number => {
        looks += 1;
        return looks * ms;
      };
      return { ...host, clock: () => host.clock() + jumped(clockMs), now: () => host.now() + jumped(nowMs) };
    },
  };
}

const calls: readonly Fault[] = [
  ...['EACCES', 'EADDRNOTAVAIL', 'EMFILE', 'EADDRINUSE'].map((code) =>
    call(`listening gives ${code}`, { listen: () => Promise.resolve({ ok: false, code }) }),
  ),
  ...['ETIMEDOUT', 'ECONNREFUSED', 'EPERM'].map((code) =>
    call(`dialling gives ${code}`, { dialUnix: () => Promise.resolve({ ok: false, code }) }),
  ),
  ...['ETIMEDOUT', 'ESERVFAIL', 'EBADRESP'].map((code) =>
    call(`name servers give ${code}`, { queryDns: () => Promise.resolve({ ok: false, code }) }),
  ),
  call('no interfaces', { interfaces: () => [], addresses: () => Promise.resolve([]) }),
  call('the clock stands at 1970', { clock: () => 0 }),
  call('the clock stands in 2100', { clock: () => 4_102_444_800_000 }),
  call('no processors', { cpus: 0 }),
  clocksJump('the clock goes back an hour at each look', -3_600_000, 0),
  clocksJump('the clock goes on a year at each look', 31_536_000_000, 0),
  clocksJump('time since the boot goes on a day at each look', 0, 86_400_000),
  call('time since the boot stands still', { now: () => 0 }),
];

/** Every way times every place. */
export const faults: readonly Fault[] = [
  ...places.flatMap((place) => ['ENOENT', 'ELOOP', ...hiding].map((code) => looksFail(place, code))),
  ...places.flatMap((place) =>
    Object.entries(contents).map(([what, change]) => contentsChange(place, what, change)),
  ),
  ...programs.flatMap((program) =>
    Object.entries(endings).map(([how, ending]) => programEnds(program, how, ending)),
  ),
  ...calls,
];
