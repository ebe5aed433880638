import type { Args, ArgValue } from '../findings/finding.ts';
import type { Facts } from '../probes/facts.ts';

/** What starts services here, for words that name its commands; absent: systemd, or it was not looked at. */
export function managerArg({ services }: Facts): Readonly<Record<string, ArgValue>> {
  if (services?.known !== true || services.value.manager === 'systemd') return {};
  return { manager: services.value.manager };
}

/** Whether systemd is to be spoken to: where nothing else is known to manage services. */
export function isSystemd({ manager }: Args): boolean {
  return manager === undefined || manager === 'systemd';
}

/** Commands that start a service now and at every boot; none where nothing manages services. */
export function startCommands(args: Args, unit: string): readonly string[] {
  const service = bareName(unit);
  switch (args['manager'] ?? 'systemd') {
    case 'systemd':
      return [`systemctl enable --now ${unit}`];
    case 'openrc':
      return [`rc-update add ${service} default`, `rc-service ${service} start`];
    case 'runit':
      return [`ln -s /etc/sv/${service} /var/service/`];
    default:
      return [];
  }
}

/** Commands that start a service anew; none where nothing manages services. */
export function restartCommands(args: Args, unit: string): readonly string[] {
  switch (args['manager'] ?? 'systemd') {
    case 'systemd':
      return [`systemctl restart ${unit}`];
    case 'openrc':
      return [`rc-service ${bareName(unit)} restart`];
    case 'runit':
      return [`sv restart ${bareName(unit)}`];
    default:
      return [];
  }
}

/** When it is started: now and at boot, where something does so. */
export function startTime({ manager }: Args): string {
  return manager === 'none' ? 'by other means, as no service manager runs here' : 'now and at boot';
}

function bareName(unit: string): string {
  return unit.replace(/\.(?:service|socket)$/u, '');
}
