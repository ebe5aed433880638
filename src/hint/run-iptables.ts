import type { HintOutcomeCode } from '../findings/hint-report.ts';
import type { ExecResult, Host } from '../host/host.ts';

/** The kubelet waits 5 s for the lock (pkg/util/iptables, WaitSecondsValue); the rest is for a busy host. */
const deadlineMs = 12_000;

export type Trouble = Exclude<
  HintOutcomeCode,
  'made' | 'already-there' | 'deleted' | 'not-there' | 'not-empty' | 'referenced' | 'no-ipv6' | 'no-iptables'
>;

/** How one call of iptables went. */
export type Answer =
  | { readonly code: 'done'; readonly stdout: string }
  /** Exit status 1: a chain that stands there already, or one that does not. */
  | { readonly code: 'refused'; readonly said: string }
  | { readonly code: Trouble; readonly said: string };

/** Runs iptables with `-w 5` for the lock, as the kubelet does. */
export async function runIptables(host: Host, argv: readonly [string, ...string[]]): Promise<Answer> {
  return answerOf(await host.exec({ argv, deadlineMs }));
}

/** What the exit status and the words of iptables mean; both variants, 1.4 to 1.8. */
export function answerOf(result: ExecResult): Answer {
  const said = saidIn(result);
  if (result.outcome === 'timed-out') return { code: 'failed', said: `no answer in ${deadlineMs} ms` };
  if (result.outcome === 'signalled')
    return { code: 'faulty', said: `ended by ${result.signal ?? 'a signal'}` };
  if (result.outcome === 'not-started') {
    return { code: 'faulty', said: `it could not be started: ${result.errno ?? 'unknown'}` };
  }
  if (result.exitCode === 0) return { code: 'done', stdout: result.stdout };
  const trouble = troubles.find(([, pattern]) => pattern.test(result.stderr))?.[0];
  if (trouble !== undefined) return { code: trouble, said };
  if (result.exitCode === 1) return { code: 'refused', said };
  return { code: 'failed', said: `exit status ${result.exitCode ?? '?'}: ${said}` };
}

/** In the order of asking: a user who is not root is refused at the lock, too. */
const troubles: readonly (readonly [Trouble, RegExp])[] = [
  ['no-privilege', /permission denied|operation not permitted|must be root/iu],
  ['locked', /holding the xtables lock|resource temporarily unavailable/iu],
  ['incompatible-rules', /is incompatible, use 'nft' tool/iu],
  ['faulty', /error while loading shared libraries|symbol lookup error|couldn't load (?:match|target)/iu],
  [
    'no-kernel-table',
    /can't initialize ip6?tables table|table .* does not exist|failed to initialize nft|(?:table|chain)_add failed \((?:no such|operation not supp|protocol not supp)|protocol not supported|address family not supported|does not exist \(do you need to insmod/iu,
  ],
];

/** The most telling line: the last that is no advice. */
function saidIn({ stdout, stderr }: ExecResult): string {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:Perhaps iptables|Try `)/u.test(line));
  return (lines.at(-1) ?? 'it said nothing').slice(0, 300);
}
