import { describe, expect, it } from 'vitest';
import { identityOf } from '../../test/builders/fleet.ts';
import { findDuplicates } from './find-duplicates.ts';

const bmc = 'b0:3a:f2:00:00:01';

function nodesWith(macsOf: (own: readonly string[]) => readonly string[], count = 6, without = 0) {
  return Array.from({ length: count }, (_, node) => {
    const identity = identityOf(`node-${node}`, node);
    const macs = node < without ? identity.macs : macsOf(identity.macs);
    return {
      node,
      name: `node-${node}`,
      identity: { ...identity, macs },
      virtualAddresses: new Set<string>(),
    };
  });
}

describe('findDuplicates', () => {
  it('takes a MAC that most nodes have beside their own for one that is meant', () => {
    const { duplicates, remarks } = findDuplicates(nodesWith((own) => [...own, bmc]));
    expect(duplicates).toEqual([]);
    expect(remarks).toEqual([
      'duplicates: 1 MAC address on more than half of the nodes: taken for virtual ones',
    ]);
  });

  it('tells a MAC that copies of a machine have, or that few have', () => {
    const copies = findDuplicates(nodesWith(() => [bmc, 'b0:3a:f2:00:00:02']));
    expect(copies.duplicates.map(({ what, nodes }) => `${what} ${nodes.length}`)).toEqual(['MAC 6', 'MAC 6']);
    const few = findDuplicates(nodesWith((own) => [...own, bmc], 6, 4));
    expect(few.duplicates).toMatchObject([{ what: 'MAC', value: bmc, hosts: 'node-[4-5]' }]);
  });
});
