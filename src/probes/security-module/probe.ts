import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { parseDenials } from './denials.ts';
import type { SecurityModuleFacts } from './facts.ts';

/** The end of a log: some thousand lines. */
const tail = { maxBytes: 512 * 1024, tail: true } as const;
/** auditd's, or where the kernel's own lines go without it. */
const logs = ['/var/log/audit/audit.log', '/var/log/kern.log', '/var/log/messages', '/var/log/syslog'];

/** What security modules have denied the proxy's tools. Without one in force no log is opened. */
export const securityModuleProbe: Probe<'securityModule'> = {
  name: 'securityModule',
  deadlineMs: 2500,
  async run(host) {
    const [enforce, apparmorOn] = await Promise.all([
      host.readText('/sys/fs/selinux/enforce', { maxBytes: 16 }),
      host.readText('/sys/module/apparmor/parameters/enabled', { maxBytes: 16 }),
    ]);
    const selinux = !enforce.ok ? 'off' : enforce.text.trim() === '1' ? 'enforcing' : 'permissive';
    const apparmor = apparmorOn.ok && apparmorOn.text.trim() === 'Y';
    const inForce = selinux === 'enforcing' || apparmor;
    return known({ selinux, apparmor, ...(inForce ? await readLogs(host) : nothing) });
  },
};

type Logs = Pick<SecurityModuleFacts, 'logs' | 'unread' | 'denials'>;
const nothing: Logs = { logs: [], unread: [], denials: [] };

/** The first log that is there: the others hold the same lines. */
async function readLogs(host: Host): Promise<Logs> {
  for (const path of logs) {
    const read = await host.readText(path, tail);
    if (read.ok) {
      const since = await bootTime(host);
      // The first line of a tail is cut.
      const text = read.truncated ? read.text.slice(read.text.indexOf('\n') + 1) : read.text;
      return { logs: [path], unread: [], denials: parseDenials(text, since) };
    }
    if (read.code !== 'ENOENT') return { ...nothing, unread: [`${path}: ${read.code}`] };
  }
  return nothing;
}

/** Seconds since 1970: what was denied before this boot is no more. */
async function bootTime(host: Host): Promise<number | undefined> {
  const stat = await host.readText('/proc/stat', { maxBytes: 512 * 1024 });
  const at = stat.ok ? /^btime (\d+)$/mu.exec(stat.text)?.[1] : undefined;
  return at === undefined ? undefined : Number(at);
}
