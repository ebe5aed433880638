import type { Host } from '../../host/host.ts';
import type { ServiceManager } from './facts.ts';

/** By what /sbin/init leads to, or by a program that an init of another name (busybox, sysvinit) starts. */
const inits: readonly (readonly [ServiceManager, RegExp, string])[] = [
  ['systemd', /\/systemd$/u, '/usr/lib/systemd/systemd'],
  ['systemd', /\/systemd$/u, '/lib/systemd/systemd'],
  ['openrc', /\/openrc-init$/u, '/sbin/openrc'],
  ['runit', /\/runit-init$/u, '/sbin/runit-init'],
];

/** What will start services where this image boots, and where that was read. */
export async function managerOfImage(host: Host): Promise<readonly [ServiceManager, string]> {
  const init = await host.realPath('/sbin/init');
  const program = init.ok ? init.target : '';
  const named = inits.find(([, pattern]) => pattern.test(program));
  if (named !== undefined) return [named[0], `/sbin/init is ${program}`];
  const there = await Promise.all(inits.map(([, , path]) => host.status(path)));
  const found = inits.find((_, index) => there[index]?.ok === true);
  return found === undefined ? ['none', 'no init in this image'] : [found[0], found[2]];
}
