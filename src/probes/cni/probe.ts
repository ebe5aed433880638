import type { Host } from '../../host/host.ts';
import { known, unknown } from '../fact.ts';
import type { Ask, Probe } from '../probe.ts';
import type { CniConfig } from './facts.ts';
import { parseConfig } from './parse-config.ts';
import { versionsOf } from './plugin-versions.ts';

const directory = '/etc/cni/net.d';
/** containerd refuses a larger one (go-cni opts.go, MaxFileSize). */
const maxBytes = 2 * 1024 * 1024;
const mostFiles = 64;

/** Which network plugins this host is set up with, by the files of CNI. */
export const cniProbe: Probe<'cni'> = {
  name: 'cni',
  deadlineMs: 4000,
  async run(host, _, ask) {
    const listed = await host.readDir(directory);
    if (!listed.ok) return listed.code === 'ENOENT' ? known(nothing) : hidden(listed.code);
    const files = listed.names
      .filter((name) => /\.(?:conf|conflist|json)$/u.test(name))
      .toSorted()
      .slice(0, mostFiles);
    const configs = (await Promise.all(files.map((name) => readConfig(host, `${directory}/${name}`)))).flat();
    return known({ directory, configs, versions: await versionsFor(host, configs[0], ask) });
  },
};

const nothing = { directory, configs: [], versions: {} };

function hidden(code: string) {
  const isRefused = code === 'EACCES' || code === 'EPERM';
  return unknown(isRefused ? 'needs-root' : 'failed', `${directory} cannot be read: ${code}`);
}

/** [] for a directory, which libcni passes over. */
async function readConfig(host: Host, file: string): Promise<readonly CniConfig[]> {
  const read = await host.readText(file, { maxBytes });
  if (!read.ok) return read.code === 'EISDIR' ? [] : [{ state: 'unread', file, code: read.code }];
  if (read.truncated) return [{ state: 'invalid', file, detail: 'it is larger than 2 MiB' }];
  return [parseConfig(file, read.text)];
}

/** Only where the host has no iptables it matters how old a plugin is. */
async function versionsFor(
  host: Host,
  first: CniConfig | undefined,
  ask: Ask | undefined,
): Promise<Readonly<Record<string, string>>> {
  if (first?.state !== 'valid' || ask === undefined) return {};
  const tools = await ask('tools');
  if (!tools.known || tools.value.byName['iptables']?.state !== 'absent') return {};
  return versionsOf(host, first.plugins);
}
