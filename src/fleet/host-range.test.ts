import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesHost, parseHostPattern } from '../config/own-files/host-pattern.ts';
import { hostRange } from './host-range.ts';

function padded(from: number, to: number, width: number): string[] {
  return Array.from(
    { length: to - from + 1 },
    (_, index) => `node${String(from + index).padStart(width, '0')}`,
  );
}

describe('hostRange', () => {
  it.each<readonly [readonly string[], string]>([
    [[], ''],
    [['cp'], 'cp'],
    [['node7'], 'node7'],
    [[...padded(1, 147, 3), 'node150'], 'node[001-147,150]'],
    [['node3', 'node1', 'node2', 'node2'], 'node[1-3]'],
    [['node9', 'node10', 'node11'], 'node[9-11]'],
    [['node099', 'node100', 'node101'], 'node[099-101]'],
    [['node01', 'node1'], 'node01,node1'],
    [['node001', 'node1000'], 'node001,node1000'],
    [['a1', 'b1', 'a2', 'b2'], 'a[1-2],b[1-2]'],
    [['rack1-a', 'rack2-a', 'rack2-b'], 'rack2-b,rack[1-2]-a'],
    [['db-1.example.org', 'db-2.example.org', 'db-1.example.net'], 'db-1.example.net,db-[1-2].example.org'],
    [['rack1-node1', 'rack1-node2', 'rack2-node1'], 'rack1-node[1-2],rack2-node1'],
    [['10.0.0.1', '10.0.0.2'], '10.0.0.1,10.0.0.2'],
    [['i-00000000001234567890', 'i-00000000001234567891'], 'i-00000000001234567890,i-00000000001234567891'],
    [['7', '8'], '7,8'],
    [['fd00::1', 'fd00::2'], 'fd00::1,fd00::2'],
  ])('of %j is %s', (names, expected) => {
    expect(hostRange(names)).toBe(expected);
  });

  it('names every name and no other, as the patterns of waivers read it', () => {
    const name = fc
      .stringMatching(/^[a-c]{0,2}[0-9]{1,3}(?:[-.][a-b][0-9]{0,2})?$/u)
      .filter((one) => /[a-c]/u.test(one));
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 12 }),
        fc.uniqueArray(name, { maxLength: 12 }),
        (names, others) => {
          // Commas between brackets do not part patterns.
          const patterns = hostRange(names)
            .split(/,(?![^[]*\])/u)
            .filter((text) => text !== '')
            .map(parseHostPattern);
          const isNamed = (host: string): boolean => patterns.some((pattern) => matchesHost(pattern, host));
          expect(names.filter((host) => !isNamed(host))).toEqual([]);
          expect(others.filter((host) => !names.includes(host) && isNamed(host))).toEqual([]);
        },
      ),
    );
  });
});
