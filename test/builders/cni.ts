import type { CniConfig, CniFacts, CniPlugin } from '../../src/probes/cni/facts.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';

/** A valid configuration: plugins by their types, or with what they are told. */
export function cniConfig(file: string, ...plugins: readonly (string | CniPlugin)[]): CniConfig {
  return {
    state: 'valid',
    file: `/etc/cni/net.d/${file}`,
    name: 'k8s-pod-network',
    plugins: plugins.map((plugin) => (typeof plugin === 'string' ? { type: plugin } : plugin)),
  };
}

/** What stands in /etc/cni/net.d, in the order of the names. */
export function cniWith(
  configs: readonly CniConfig[],
  versions: CniFacts['versions'] = {},
): Pick<Facts, 'cni'> {
  return { cni: known({ directory: '/etc/cni/net.d', configs, versions }) };
}

/** Of a node whose cluster has no network plugin yet. */
export const cniDefaults = cniWith([]);
