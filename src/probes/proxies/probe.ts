import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import { managerEnvironment } from './manager-environment.ts';
import { settingsOf } from './settings-of.ts';
import { unitEnvironment } from './unit-environment.ts';

/** The proxies of the person's environment, and those of the services of a node. */
export const proxiesProbe: Probe<'proxies'> = {
  name: 'proxies',
  deadlineMs: 2500,
  async run(host, { proxiedUnits }) {
    const environment = settingsOf((name) => {
      const value = host.env[name];
      return value === undefined ? undefined : { value, source: 'environment' };
    });
    if (proxiedUnits.length === 0) return known({ environment, units: [], unread: [] });
    const [manager, ...units] = await Promise.all([
      managerEnvironment(host),
      ...proxiedUnits.map(async (unit) => ({ unit, ...(await unitEnvironment(host, unit)) })),
    ]);
    return known({
      environment,
      units: units
        .map(({ unit, variables }) => ({
          unit,
          ...settingsOf((name) => variables.get(name) ?? manager.get(name)),
        }))
        .filter(({ https }) => https !== undefined),
      unread: units.flatMap(({ unread }) => unread),
    });
  },
};
