import type { Cni } from '../../catalog/cnis.ts';
import type { CniDataPlane, CniPlan, Origin, Planned } from '../plan.ts';

/** What one document of a network plugin says of it. */
export interface CniSaying extends Omit<CniPlan, 'plugins'> {
  readonly plugin: Cni;
  /** Where the document begins. */
  readonly origin: Origin;
}

export type CniSettings = Omit<CniSaying, 'plugin' | 'origin'>;

const dataPlanes: Readonly<Record<string, CniDataPlane>> = {
  // Calico: linuxDataplane of an Installation, and nftablesMode of Felix.
  iptables: 'iptables',
  bpf: 'ebpf',
  nftables: 'nftables',
  disabled: 'iptables',
  enabled: 'nftables',
  auto: 'auto',
};

/** The data plane by the word that Calico has for it; undefined: another, such as VPP. */
export function calicoDataPlane(written: Planned<string> | undefined): CniSettings {
  const value = dataPlanes[written?.value.toLowerCase() ?? ''];
  if (written === undefined || value === undefined) return {};
  const { origin } = written;
  return { dataPlane: { value, origin }, servesServices: { value: value === 'ebpf', origin } };
}

/** What Go's flags, Helm's values and ConfigMaps take for a switch. */
export function switchOf(written: Planned<string> | undefined): Planned<boolean> | undefined {
  const word = written?.value.toLowerCase() ?? '';
  const value = /^(?:true|t|1|enabled)$/u.test(word)
    ? true
    : /^(?:false|f|0|disabled)$/u.test(word)
      ? false
      : undefined;
  return written === undefined || value === undefined ? undefined : { value, origin: written.origin };
}
