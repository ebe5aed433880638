import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { factsOf } from './facts.ts';

const proxy = 'http://***@proxy.example.com:3128';

/** HTTPS_PROXY in the environment of this program. */
export function proxied(noProxy?: string): Facts {
  const source = 'environment';
  const environment = {
    https: { variable: 'HTTPS_PROXY', value: proxy, source },
    ...(noProxy === undefined ? {} : { noProxy: { variable: 'NO_PROXY', value: noProxy, source } }),
  };
  return factsOf({ proxies: known({ environment, units: [], unread: [] }) });
}

/** HTTPS_PROXY in a drop-in of one unit. */
export function unitProxied(unit: string, noProxy?: string): Facts {
  const source = `/etc/systemd/system/${unit}.d/http-proxy.conf`;
  const settings = {
    unit,
    https: { variable: 'HTTPS_PROXY', value: proxy, source },
    ...(noProxy === undefined ? {} : { noProxy: { variable: 'NO_PROXY', value: noProxy, source } }),
  };
  return factsOf({ proxies: known({ environment: {}, units: [settings], unread: [] }) });
}

export const unreadUnit: Facts = factsOf({
  proxies: known({
    environment: {},
    units: [],
    unread: ['/etc/systemd/system/containerd.service.d/http-proxy.conf: EACCES'],
  }),
});
