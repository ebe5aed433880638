import type { HintChange, HintReport } from '../findings/hint-report.ts';
import { escapeLine } from './escape.ts';

/** What a line of klog needs beside its message. */
export interface KlogStamp {
  readonly now: Date;
  readonly pid: number;
}

type Severity = 'I' | 'W' | 'E';
type Pairs = readonly (readonly [string, string])[];

/** Ensuring and deleting as klog would write it, one line a family. */
export function hintChangeKlog({ action, outcomes }: HintChange, stamp: KlogStamp): string {
  return outcomes
    .map(({ code, family, backend, says, todo, command, ok }) =>
      klogLine(stamp, ok ? 'I' : 'E', says, [
        ['action', action],
        ['outcome', code],
        ['protocol', family === 'ipv4' ? 'IPv4' : 'IPv6'],
        ['backend', backend],
        ['command', command],
        ['todo', todo],
      ]),
    )
    .join('');
}

/** What stands and what would be chosen, one line each. */
export function hintKlog(report: HintReport, stamp: KlogStamp): string {
  const { marks, kubelet, consumers, contradictions, sides } = report;
  const line = (severity: Severity, message: string, pairs: Pairs) =>
    klogLine(stamp, severity, message, pairs);
  const unread = sides.filter(({ readable }) => !readable);
  return [
    ...unread.map(({ backend, family, detail = '' }) =>
      line('W', 'Rules could not be read', [
        ['backend', backend],
        ['protocol', family],
        ['err', detail],
      ]),
    ),
    ...marks.map(({ chain, backend, family, table, madeBy }) =>
      line('I', 'Chain stands', [
        ['chain', chain],
        ['backend', backend],
        ['protocol', family === 'ipv4' ? 'IPv4' : 'IPv6'],
        ['table', table],
        ['madeBy', madeBy],
      ]),
    ),
    line('I', 'Kubelet outlook', [
      ['does', kubelet.does],
      ['reason', kubelet.says],
    ]),
    ...consumers.map(({ who, backend, reason }) =>
      line('I', 'Would choose', [
        ['component', who],
        ['backend', backend],
        ['reason', reason],
      ]),
    ),
    ...contradictions.map((text) => line('E', 'Contradiction', [['reason', text]])),
  ].join('');
}

/** `I0102 15:04:05.678901   12345 hint.ts:1] "message" key="value"`; the width of the pid is klog's. */
export function klogLine(stamp: KlogStamp, severity: Severity, message: string, pairs: Pairs): string {
  const { now, pid } = stamp;
  const date = `${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  const micros = `${String(now.getMilliseconds()).padStart(3, '0')}000`;
  const values = pairs
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ` ${key}=${quoted(value)}`)
    .join('');
  return `${severity}${date} ${time}.${micros} ${String(pid).padStart(7)} hint.ts:1] ${quoted(message)}${values}\n`;
}

/** As strconv.Quote writes it, for what is left after escaping. */
function quoted(text: string): string {
  return `"${escapeLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
