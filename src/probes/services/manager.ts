import type { Host } from '../../host/host.ts';
import type { ServiceManager, ServicesFacts } from './facts.ts';
import { managerOfImage } from './manager-of-image.ts';
import { findInPath } from './path-programs.ts';

export interface FoundManager extends Pick<ServicesFacts, 'manager' | 'managerSource' | 'kubeadmSees'> {
  readonly systemctl?: string;
}

/** Each by what it leaves while it runs (sd_booted(3), OpenRC's rc.h). */
const marks: readonly (readonly [ServiceManager, string])[] = [
  ['systemd', '/run/systemd/system'],
  ['openrc', '/run/openrc/softlevel'],
];

/** The names of runit as PID 1. Its directories in /etc and /run tell nothing: packages make them where it does not run. */
const runitPrograms = new Set(['runit', 'runit-init', 'runsvdir']);

/** kubeadm wants all three. */
const openrcTools = ['openrc', 'rc-service', 'rc-update'];

/** What starts services here, and what kubeadm will take for it. */
export async function findManager(host: Host): Promise<FoundManager> {
  const [systemctl, init, ...seen] = await Promise.all([
    findInPath(host, 'systemctl'),
    host.readText('/proc/1/comm', { maxBytes: 64 }),
    ...marks.map(([, path]) => host.linkStatus(path)),
  ]);
  const bySystemctl = systemctl?.inUserPath === true;
  const ofImage = host.image === undefined ? undefined : await managerOfImage(host);
  const hasOpenrc = !bySystemctl && (await hasOpenrcTools(host));
  const pidOne = init.ok ? `PID 1 is ${init.text.trim()}` : 'what PID 1 is cannot be read';
  const isRunit = init.ok && runitPrograms.has(init.text.trim());
  const byInit = [isRunit ? 'runit' : 'none', ''] as const;
  const [manager, source] = ofImage ?? marks.find((_, index) => seen[index]?.ok === true) ?? byInit;
  return {
    manager,
    managerSource: source === '' ? pidOne : source,
    kubeadmSees: bySystemctl ? 'systemd' : hasOpenrc ? 'openrc' : 'none',
    // Of an image it is not run.
    ...(systemctl === undefined || ofImage !== undefined ? {} : { systemctl: systemctl.path }),
  };
}

async function hasOpenrcTools(host: Host): Promise<boolean> {
  const tools = await Promise.all(openrcTools.map((name) => findInPath(host, name)));
  return tools.every((program) => program?.inUserPath === true);
}
