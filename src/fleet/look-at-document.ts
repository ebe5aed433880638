import { apiServerManifest } from '../catalog/node-files.ts';
import type { FactsDocument } from '../snapshot/facts-document.ts';
import { factLeaves } from './fact-leaves.ts';
import type { FactTable } from './fact-table.ts';
import type { Looked } from './fleet-entry.ts';
import { clip } from './observed.ts';
import { machineOf } from './same-machine.ts';
import { virtualAddresses } from './virtual-addresses.ts';

const longest = 200;
const mostAddresses = 64;
const mostKeys = 32;

/** What the report needs of a document, cut to sizes that hold for any. */
export function lookAtDocument(
  { facts, identity, collectedAt }: FactsDocument,
  receivedMs: number | undefined,
  table: FactTable,
): Looked {
  const { os, kernel, paths } = facts;
  const manifest = paths?.known === true ? paths.value.byPath[apiServerManifest]?.kind : undefined;
  const part = manifest === 'file' ? 'control plane' : 'worker';
  const system = os?.known === true ? os.value : undefined;
  const own = {
    hostName: clip(identity.hostName, longest),
    machineId: clip(identity.machineId, longest),
    productUuid: clip(identity.productUuid, longest),
    macs: shortened(identity.macs, mostAddresses),
    sshHostKeys: shortened(identity.sshHostKeys, mostKeys),
    addresses: shortened(identity.addresses, mostAddresses),
  };
  return {
    os: clip(system?.prettyName ?? '', longest),
    kernel: clip(kernel?.known === true ? kernel.value.release : '', longest),
    arch: clip(system?.machine ?? '', longest),
    collectedAt: clip(collectedAt, 40),
    ...(receivedMs === undefined ? {} : { receivedMs }),
    identity: own,
    machine: machineOf(own),
    virtualAddresses: virtualAddresses(facts),
    className: [system?.id, system?.versionId, system?.machine, part].join(' '),
    vector: table.add(factLeaves(facts)),
  };
}

function shortened(values: readonly string[], most: number): readonly string[] {
  return values.slice(0, most).map((value) => clip(value, longest));
}
