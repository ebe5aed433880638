import type { FleetDuplicate } from '../findings/fleet-report.ts';
import type { NodeIdentity } from '../snapshot/facts-document.ts';
import { hostRange } from './host-range.ts';
import { type IdentityKind, worthOf } from './identity-worth.ts';

export interface IdentifiedNode {
  readonly node: number;
  readonly name: string;
  readonly identity: NodeIdentity;
  /** Addresses of links that software makes on every node: they may be alike. */
  readonly virtualAddresses: ReadonlySet<string>;
}

export interface Duplicates {
  readonly duplicates: readonly FleetDuplicate[];
  readonly remarks: readonly string[];
}

const kinds = ['host name', 'machine-id', 'product_uuid', 'MAC', 'SSH host key', 'address'] as const;
const mostOfKind = 64;
const mostOfFleet = 1000;
/** On so large a part of the nodes an address was put on purpose: of all Services (kube-ipvs0), anycast, a BMC's card. */
const sharedByDesign = 0.5;

/** What should belong to one machine, and belongs to several. */
export function findDuplicates(nodes: readonly IdentifiedNode[]): Duplicates {
  const remarks: string[] = [];
  const duplicates = kinds.flatMap((what): FleetDuplicate[] => {
    const several = [...holdersOf(what, nodes)].filter(([, holders]) => holders.length > 1);
    const shared = new Set(several.map(([value]) => value));
    const isDesign = (holders: readonly IdentifiedNode[]): boolean =>
      holders.length > 2 &&
      holders.length > nodes.length * sharedByDesign &&
      (what === 'address' || (what === 'MAC' && holders.every((holder) => hasOwnMac(holder, shared))));
    const designed = several.filter(([, holders]) => isDesign(holders)).length;
    if (designed > 0)
      remarks.push(
        `duplicates: ${count(designed, what === 'MAC' ? 'MAC address' : 'address')} on more than half of the nodes: taken for virtual ones`,
      );
    return several
      .filter(([, holders]) => !isDesign(holders))
      .map(([value, holders]) => ({
        what,
        value,
        nodes: holders.map(({ node }) => node),
        hosts: hostRange(holders.map(({ name }) => name)),
      }))
      .toSorted((a, b) => b.nodes.length - a.nodes.length || (a.value < b.value ? -1 : 1));
  });
  const surplus = duplicates.length - mostOfFleet;
  if (surplus > 0) remarks.push(`duplicates: ${surplus} more were left out`);
  return { duplicates: duplicates.slice(0, mostOfFleet), remarks };
}

/** Beside one that others have too: a copy of a machine has none. */
function hasOwnMac({ identity }: IdentifiedNode, shared: ReadonlySet<string>): boolean {
  const worthy = identity.macs.map((mac) => worthOf('MAC', mac)).filter((mac) => mac !== '');
  return worthy.some((mac) => !shared.has(mac));
}

function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}es`;
}

function holdersOf(
  what: IdentityKind,
  nodes: readonly IdentifiedNode[],
): ReadonlyMap<string, readonly IdentifiedNode[]> {
  const holders = new Map<string, IdentifiedNode[]>();
  for (const node of nodes) {
    const values = new Set(
      valuesOf(what, node)
        .slice(0, mostOfKind)
        .map((value) => worthOf(what, value)),
    );
    for (const value of values) {
      if (value === '') continue;
      const others = holders.get(value);
      if (others === undefined) holders.set(value, [node]);
      else others.push(node);
    }
  }
  return holders;
}

function valuesOf(what: IdentityKind, { identity, virtualAddresses }: IdentifiedNode): readonly string[] {
  switch (what) {
    case 'host name':
      return [identity.hostName];
    case 'machine-id':
      return [identity.machineId];
    case 'product_uuid':
      return [identity.productUuid];
    case 'MAC':
      return identity.macs;
    case 'SSH host key':
      return identity.sshHostKeys;
    default:
      return identity.addresses.filter((address) => !virtualAddresses.has(address));
  }
}
