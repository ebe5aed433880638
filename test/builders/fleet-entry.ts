import type { FleetEntry } from '../../src/fleet/fleet-entry.ts';
import { machineOf } from '../../src/fleet/same-machine.ts';
import type { NodeIdentity } from '../../src/snapshot/facts-document.ts';
import { identityOf } from './fleet.ts';

/** A node that was judged, as far as telling machines apart goes. */
export function judgedEntry(
  hostName: string,
  collectedAt: string,
  source: string,
  given: Partial<NodeIdentity> = {},
): FleetEntry {
  const identity = { ...identityOf(hostName, 1), ...given };
  return {
    name: hostName,
    status: 'judged',
    detail: '',
    source,
    looked: {
      os: '',
      kernel: '',
      arch: '',
      collectedAt,
      identity,
      machine: machineOf(identity),
      virtualAddresses: new Set(),
      className: '',
      vector: new Uint32Array(),
    },
  };
}
