import type { Host } from '../../host/host.ts';
import type { ServiceManager, ServicesFacts } from './facts.ts';
import { findInPath } from './path-programs.ts';

export interface FoundManager extends Pick<ServicesFacts, 'manager' | 'managerSource' | 'kubeadmSees'> {
  readonly systemctl?: string;
}

/** Each by what it leaves while it runs (sd_booted(3), OpenRC's rc.h, runit(8)). */
const marks: readonly (readonly [ServiceManager, string])[] = [
  ['systemd', '/run/systemd/system'],
  ['openrc', '/run/openrc/softlevel'],
  ['runit', '/run/runit'],
  ['runit', '/etc/runit/runsvdir/current'],
];

/** What starts services here, and what kubeadm will take for it. */
export async function findManager(host: Host): Promise<FoundManager> {
  const [systemctl, openrc, service, update, init, ...seen] = await Promise.all([
    findInPath(host, 'systemctl'),
    findInPath(host, 'openrc'),
    findInPath(host, 'rc-service'),
    findInPath(host, 'rc-update'),
    host.readText('/proc/1/comm', { maxBytes: 64 }),
    ...marks.map(([, path]) => host.linkStatus(path)),
  ]);
  const hasOpenrc = [openrc, service, update].every((program) => program?.inUserPath === true);
  const [manager, source] = marks.find((_, index) => seen[index]?.ok === true) ?? ['none', ''];
  const pidOne = init.ok ? `PID 1 is ${init.text.trim()}` : 'what PID 1 is cannot be read';
  return {
    manager,
    managerSource: source === '' ? pidOne : source,
    kubeadmSees: systemctl?.inUserPath === true ? 'systemd' : hasOpenrc ? 'openrc' : 'none',
    ...(systemctl === undefined ? {} : { systemctl: systemctl.path }),
  };
}
