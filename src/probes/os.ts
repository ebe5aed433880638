import type { Host } from '../host/host.ts';
import { known } from './fact.ts';
import type { Probe } from './probe.ts';

export interface OsFacts {
  /** /etc/os-release ID, e.g. `rhel`, `debian`; '' if unset. */
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId: string;
  /** `Debian GNU/Linux 12 (bookworm)`. */
  readonly prettyName: string;
  readonly hostName: string;
  /** As Node and `uname -m` know it: `x86_64`, `aarch64`. */
  readonly machine: string;
  /** The file the identity was read from; '' when there is none. */
  readonly source: string;
}

/** The order of os-release(5): the first that exists counts alone. */
const sources = ['/etc/os-release', '/usr/lib/os-release'];

export const osProbe: Probe<'os'> = {
  name: 'os',
  deadlineMs: 2500,
  async run(host) {
    const { source, text } = await readOsRelease(host);
    const values = parseOsRelease(text);
    return known({
      id: values.get('ID') ?? '',
      idLike: (values.get('ID_LIKE') ?? '').split(/\s+/).filter((id) => id !== ''),
      versionId: values.get('VERSION_ID') ?? '',
      prettyName: values.get('PRETTY_NAME') ?? values.get('NAME') ?? 'Linux',
      hostName: host.hostName,
      machine: host.machine,
      source,
    });
  },
};

async function readOsRelease(host: Host): Promise<{ readonly source: string; readonly text: string }> {
  for (const source of sources) {
    const read = await host.readText(source, { maxBytes: 64 * 1024 });
    if (read.ok) return { source, text: read.text };
  }
  return { source: '', text: '' };
}

/**
 * os-release(5): `NAME=value` lines in the quoting of a shell, without expansion. Lines that
 * are none of these are passed over; of a name given twice the last counts, as in a shell.
 */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, raw] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && raw !== undefined) values.set(name, unquote(raw.trim()));
  }
  return values;
}

function unquote(raw: string): string {
  const quote = raw[0];
  if (quote !== '"' && quote !== "'") return raw.replace(/\\(.)/g, '$1');
  const body = raw.length > 1 && raw.endsWith(quote) ? raw.slice(1, -1) : raw.slice(1);
  // Between single quotes a shell knows no escapes; between double ones just these four.
  return quote === "'" ? body : body.replace(/\\(["$`\\])/g, '$1');
}
