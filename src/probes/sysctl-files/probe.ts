import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { effectiveOf, type SysctlFile } from './effective.ts';
import { normalizeKey } from './parse.ts';
import { readSysctlDirectories, readSysctlFile, type SysctlFileList } from './read-files.ts';

const mask = '/etc/systemd/system/systemd-sysctl.service';
const traditional = '/etc/sysctl.conf';
const dockerAtBoot = '/etc/systemd/system/multi-user.target.wants/docker.service';
const nothing: SysctlFileList = { files: [], unread: [] };

/** What sets the watched sysctls at the next boot. */
export const sysctlFilesProbe: Probe<'sysctlFiles'> = {
  name: 'sysctlFiles',
  deadlineMs: 2500,
  async run(host) {
    const [cmdline, listed, single, ufw, bySystemd, masked, docker] = await Promise.all([
      readCmdline(host),
      readSysctlDirectories(host),
      readSysctlFile(host, traditional),
      readUfw(host),
      isSystemd(host),
      host.readLink(mask),
      host.linkStatus(dockerAtBoot),
    ]);
    const isMasked = bySystemd && masked.ok && masked.target === '/dev/null';
    // systemd reads /etc/sysctl.conf only where a link in sysctl.d leads to it; `sysctl --system` reads it last.
    const last = bySystemd ? nothing : single;
    const read = isMasked ? nothing : listed;
    return known({
      appliedBy: bySystemd ? 'systemd-sysctl' : 'sysctl --system',
      ...(isMasked ? { maskedBy: mask } : {}),
      atBoot: effectiveOf([...cmdline, ...read.files, ...last.files, ...ufw.files], bySystemd),
      passedOver: effectiveOf(
        [...(isMasked ? listed.files : []), ...(bySystemd ? single.files : [])],
        bySystemd,
      ),
      unread: [...listed.unread, ...last.unread, ...ufw.unread],
      turnsForwardingOn: docker.ok ? ['docker'] : [],
    });
  },
};

async function isSystemd(host: Host): Promise<boolean> {
  const [running, init] = await Promise.all([
    host.status('/run/systemd/system'),
    host.readLink('/sbin/init'),
  ]);
  return running.ok || (init.ok && init.target.endsWith('/systemd'));
}

/** `sysctl.net.ipv4.ip_forward=1`: set by the kernel itself, before all files. */
async function readCmdline(host: Host): Promise<readonly SysctlFile[]> {
  const path = '/proc/cmdline';
  const read = await host.readText(path, { maxBytes: 16 * 1024 });
  const lines = (read.ok ? read.text : '').split(/\s+/u).flatMap((text) => {
    const [, name, value] = /^sysctl[./]([^=]+)=(.*)$/u.exec(text) ?? [];
    return name === undefined || value === undefined
      ? []
      : [{ key: normalizeKey(name), value, line: 0, text }];
  });
  return [{ path, lines }];
}

/** ufw sets its own file when it starts, after the others. */
async function readUfw(host: Host): Promise<SysctlFileList> {
  const enabled = await host.readText('/etc/ufw/ufw.conf', { maxBytes: 16 * 1024 });
  if (!enabled.ok || !/^\s*ENABLED=["']?yes/imu.test(enabled.text)) return nothing;
  const defaults = await host.readText('/etc/default/ufw', { maxBytes: 16 * 1024 });
  const path = /^\s*IPT_SYSCTL=["']?(\/[^\s"']+)/mu.exec(defaults.ok ? defaults.text : '')?.[1];
  return path === undefined ? nothing : readSysctlFile(host, path);
}
