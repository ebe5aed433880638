import type { Component } from './log-kind.ts';

/** A line without what the programs that carry logs wrapped around it. */
export interface LogLine {
  readonly message: string;
  /** As written by the outermost that has one: RFC 3339 where it has a year. */
  readonly time?: string;
  readonly component?: Component;
  /** Go source file, as klog writes it: `kubelet_network_linux.go`. */
  readonly file?: string;
  /** klog's letter: I, W, E, F. */
  readonly severity?: string;
}

type Peel = (line: LogLine) => LogLine | undefined;

/** Outer wrappings first; each is tried until none fits any more. */
const peels: readonly Peel[] = [
  kubectlPrefix,
  journal,
  criLine,
  timestamp,
  dockerJson,
  syslog,
  klogJson,
  klogText,
];

/** Real lines are wrapped two or three times. */
const deepest = 6;

/** Takes journald, CRI, Docker, kubectl, syslog and klog wrappings off a line. */
export function unwrap(text: string): LogLine {
  let line: LogLine = { message: text };
  for (let depth = 0; depth < deepest; depth += 1) {
    const bare = peelOnce(line);
    if (bare === undefined) break;
    line = bare;
  }
  const component = line.component ?? byFile(line.file);
  return component === undefined ? line : { ...line, component };
}

function peelOnce(line: LogLine): LogLine | undefined {
  for (const peel of peels) {
    const bare = peel(line);
    if (bare !== undefined) return bare;
  }
  return undefined;
}

/** `kubectl logs --prefix`: `[pod/kube-proxy-x7x/kube-proxy] …`. */
function kubectlPrefix({ message, ...rest }: LogLine): LogLine | undefined {
  const [whole, name = ''] = /^\[pod\/([^\]]+)\] /u.exec(message) ?? [];
  if (whole === undefined) return undefined;
  return withComponent({ ...rest, message: message.slice(whole.length) }, name);
}

/** `journalctl -o json`. A message that is no UTF-8 comes as an array of bytes. */
function journal({ message, ...rest }: LogLine): LogLine | undefined {
  const entry = objectIn(message);
  const raw = entry?.['MESSAGE'];
  if (entry === undefined || raw === undefined) return undefined;
  const bytes = Array.isArray(raw) ? raw.filter((byte): byte is number => typeof byte === 'number') : [];
  const text = typeof raw === 'string' ? raw : Buffer.from(bytes).toString('utf8');
  const time = timeOf(entry['__REALTIME_TIMESTAMP'], 1000);
  const names = [entry['SYSLOG_IDENTIFIER'], entry['_SYSTEMD_UNIT'], entry['_COMM']];
  const name = names.filter((one) => typeof one === 'string').join(' ');
  return withComponent({ ...rest, ...time, message: text }, name);
}

const rfc3339 = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)`;
const criShape = new RegExp(`^(${rfc3339}) (?:stdout|stderr) [FP] `, 'u');
const stampShape = new RegExp(`^(${rfc3339}) `, 'u');

/** containerd's and CRI-O's files below /var/log/pods. */
function criLine(line: LogLine): LogLine | undefined {
  return stamped(line, criShape);
}

/** `kubectl logs --timestamps`, and rsyslog's newer format. */
function timestamp(line: LogLine): LogLine | undefined {
  return stamped(line, stampShape);
}

function stamped({ message, ...rest }: LogLine, shape: RegExp): LogLine | undefined {
  const [whole, time] = shape.exec(message) ?? [];
  if (whole === undefined || time === undefined) return undefined;
  return { time, ...rest, message: message.slice(whole.length) };
}

/** Docker's json-file driver. */
function dockerJson({ message, ...rest }: LogLine): LogLine | undefined {
  const entry = objectIn(message);
  const text = entry?.['log'];
  if (typeof text !== 'string') return undefined;
  const time = entry?.['time'];
  return { ...(typeof time === 'string' ? { time } : {}), ...rest, message: text.trimEnd() };
}

/** `Nov 23 04:28:02 host kubelet[123]: …`, or without the date where rsyslog wrote one of its own. */
function syslog({ message, ...rest }: LogLine): LogLine | undefined {
  // Without a date only a process number tells it from other text with a colon.
  const shape =
    /^(?:([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) [\w.-]+ ([\w./-]+)(?:\[\d+\])?|[\w.-]+ ([\w./-]+)\[\d+\]): /u;
  const [whole, time, dated, undated] = shape.exec(message) ?? [];
  const name = dated ?? undated ?? '';
  if (whole === undefined) return undefined;
  const when = time === undefined ? {} : { time };
  return withComponent({ ...when, ...rest, message: message.slice(whole.length) }, name);
}

/** `--logging-format=json` of Kubernetes components. */
function klogJson({ message, ...rest }: LogLine): LogLine | undefined {
  const entry = objectIn(message);
  const text = entry?.['msg'];
  if (entry === undefined || typeof text !== 'string') return undefined;
  const others = Object.entries(entry).filter(([key]) => !['ts', 'caller', 'msg', 'v'].includes(key));
  const values = others.map(
    ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const time = timeOf(entry['ts'], 1);
  const caller = typeof entry['caller'] === 'string' ? entry['caller'] : '';
  const file = caller.split('/').at(-1)?.split(':')[0];
  return {
    ...time,
    ...rest,
    message: text + values.join(''),
    severity: 'err' in entry ? 'E' : 'I',
    ...(file === undefined || file === '' ? {} : { file }),
  };
}

/** `E1123 04:28:02.123456    1234 server_linux.go:42] …`: no year. */
function klogText({ message, ...rest }: LogLine): LogLine | undefined {
  const shape = /^([IWEF])(\d\d)(\d\d) (\d\d:\d\d:\d\d)[.\d]*\s+\d+ ([^\s:\]]+):\d+\] /u;
  const [whole, severity, month, day, clock, file] = shape.exec(message) ?? [];
  if (whole === undefined || severity === undefined || file === undefined) return undefined;
  return { time: `${month}-${day} ${clock}`, ...rest, message: message.slice(whole.length), severity, file };
}

/** The furthest that a Date of ECMAScript reaches, in milliseconds. */
const latestMs = 8.64e15;

/** @param scale how many of its units make a millisecond */
function timeOf(written: unknown, scale: number): { readonly time?: string } {
  if (typeof written !== 'number' && typeof written !== 'string') return {};
  const ms = Number(written) / scale;
  return ms > 0 && ms <= latestMs ? { time: new Date(ms).toISOString() } : {};
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

const names: readonly (readonly [RegExp, Component])[] = [
  [/kube-proxy/u, 'kube-proxy'],
  [/kubelet/u, 'kubelet'],
  [/kubeadm/u, 'kubeadm'],
  [/calico|cilium|flannel|kube-router|weave|antrea|cni/u, 'cni'],
];

/** The program that a unit, a pod or a file is named after. */
export function componentOf(name: string): Component | undefined {
  return names.find(([shape]) => shape.test(name))?.[1];
}

function withComponent(line: LogLine, name: string): LogLine {
  const component = line.component ?? componentOf(name);
  return component === undefined ? line : { ...line, component };
}

/** Source files that only one of them has. */
function byFile(file: string | undefined): Component | undefined {
  if (file === undefined) return undefined;
  if (file.startsWith('kubelet')) return 'kubelet';
  return /^(?:proxier|server_linux|server_others|supported|conntrack)\.go$/u.test(file)
    ? 'kube-proxy'
    : undefined;
}
