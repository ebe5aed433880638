import type { ScratchRun } from './scratch.ts';

/** Who refused: the kernel, the tool by itself, or somebody who forbids it. */
export type Refusal =
  | 'kernel'
  | 'tool'
  | 'ambiguous'
  | 'forbidden'
  | 'crashed'
  | 'timed-out'
  | 'no-namespace';

export interface Classified {
  readonly by: Refusal;
  /** The tool's last words, in one line. */
  readonly detail: string;
}

const forbidden = /Operation not permitted|Permission denied|you must be root/u;
/** What the tools print when the kernel answered with an error. */
const kernel =
  /Could not process rule|cache initialization failed|Unable to initialize Netlink socket|(?:RULE|CHAIN|TABLE)_\w+ failed|missing kernel module|No chain\/target\/match by that name|can't initialize ip6?tables table|unable to initialize table|Could not fetch rule set generation id|Failed to initialize nft|Kernel error received|Protocol not available|Scheduler or persistence engine not found|Unknown device type|RTNETLINK answers: (?:Operation|Protocol) not supported|(?:Protocol|Operation) not supported|Table does not exist/u;
/** A tool of another age, or installed by halves: it never asked the kernel. */
const tool =
  /syntax error|Couldn't load (?:match|target)|unexpected|unknown command|JSON support not compiled|cannot open shared object|Unknown argument/u;
/** iptables says it both when its own extension is old and when the kernel lacks the module's newer revision. */
const ambiguous = /unknown option/u;

/** Tells from a failed run who refused. In an empty namespace ENOENT can only be the kernel's lack. */
export function classify({ exec, refused }: ScratchRun): Classified {
  if (refused !== undefined) return { by: 'no-namespace', detail: refused };
  const said = lastWords(exec.stderr, exec.stdout);
  if (exec.outcome === 'timed-out')
    return { by: 'timed-out', detail: `no answer in ${Math.round(exec.ms)} ms` };
  if (exec.outcome === 'signalled')
    return { by: 'crashed', detail: `killed by ${exec.signal ?? 'a signal'}` };
  // find(1) tells of a child that was killed, in words only.
  const signal = /terminated by signal \d+/u.exec(exec.stderr)?.[0];
  if (signal !== undefined) return { by: 'crashed', detail: signal };
  if (forbidden.test(exec.stderr)) return { by: 'forbidden', detail: said };
  if (ambiguous.test(exec.stderr)) return { by: 'ambiguous', detail: said };
  if (tool.test(exec.stderr)) return { by: 'tool', detail: said };
  // iptables-legacy names nothing but the line of COMMIT when the kernel refuses a rule.
  if (kernel.test(exec.stderr) || /restore: line \d+ failed/u.test(exec.stderr))
    return { by: 'kernel', detail: said };
  return { by: 'tool', detail: said };
}

/** The line that names the error; carets and echoes of the rule are left out. */
export function lastWords(stderr: string, stdout = ''): string {
  const lines = (stderr.trim() || stdout.trim()).split('\n').map((line) => line.trim());
  const telling = lines.find(
    (line) => kernel.test(line) || tool.test(line) || forbidden.test(line) || ambiguous.test(line),
  );
  const line = telling ?? lines.at(-1) ?? '';
  return line.replace(/^\/dev\/stdin:[\d:-]+\s*/u, '').slice(0, 240);
}
