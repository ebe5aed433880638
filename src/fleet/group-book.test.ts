import { describe, expect, it } from 'vitest';
import type { ToldFinding } from '../findings/finding.ts';
import { createGroupBook, type GroupBook } from './group-book.ts';
import { maskOf, masksOf } from './observed.ts';

function finding(rest: Partial<ToldFinding> = {}): ToldFinding {
  return {
    check: 'Swap',
    code: 'swap.on',
    verdict: 'fail',
    group: 'system',
    subject: 'swap',
    args: {},
    evidence: [],
    neededBy: [],
    says: 'swap is on',
    have: '/dev/sda2',
    ...rest,
  };
}

const same = { text: (text: string): string => text, command: (text: string): string => text };

function shown(book: GroupBook, isCounted: (node: number) => boolean = () => true): readonly string[] {
  return book.groups(isCounted).map(({ observed, nodes }) => `${observed}: ${nodes.join(' ')}`);
}

describe('createGroupBook', () => {
  it('parts nodes by what was observed, and leaves passes out', () => {
    const book = createGroupBook();
    for (const node of [1, 2, 4]) book.add(node, finding(), '', same);
    book.add(3, finding({ have: '/dev/zram0' }), '', same);
    book.add(5, finding({ verdict: 'pass' }), '', same);
    expect(shown(book)).toEqual(['/dev/sda2: 1 2 4', '/dev/zram0: 3']);
    expect(shown(book, (node) => node !== 3)).toEqual(['/dev/sda2: 1 2 4']);
  });

  it('keeps verdicts, subjects, modes and ignored failures apart', () => {
    const book = createGroupBook();
    book.add(1, finding(), '', same);
    book.add(1, finding({ verdict: 'warn' }), '', same);
    book.add(1, finding({ verdict: 'warn', ignoredBy: 'x' }), '', same);
    book.add(1, finding({ subject: 'other' }), '', same);
    book.add(1, finding(), 'ipvs', same);
    expect(book.groups(() => true)).toHaveLength(5);
  });

  it('takes what a finding says for its value, where it has no other', () => {
    const book = createGroupBook();
    const { have: _have, ...bare } = finding();
    book.add(1, { ...bare, says: 'from 1' }, '', same);
    book.add(2, { ...bare, says: 'from 2' }, '', same);
    expect(shown(book)).toEqual(['from 1: 1', 'from 2: 2']);
  });

  it('tells nodes apart by what they have, and not by who they are', () => {
    const book = createGroupBook();
    for (const node of [1, 2]) {
      const masks = masksOf({ hostName: `Node-${node}.example.org`, addresses: [`10.0.0.${node}`] });
      const remedies = [{ what: 'name it', now: [`echo "10.0.0.${node} node-${node}" >> /etc/hosts`] }];
      book.add(
        node,
        finding({
          subject: `10.0.0.${node}`,
          says: `node-${node} has 10.0.0.${node}`,
          have: `pid ${node}`,
          remedies,
        }),
        '',
        masks,
      );
    }
    const [group, ...others] = book.groups(() => true);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ nodes: [1, 2], observed: 'pid <number>' });
    expect(group?.finding).toMatchObject({ subject: '<address>', says: '<host name> has <address>' });
    expect(group?.finding.remedies?.[0]?.now).toEqual(['echo "ADDRESS NODE-NAME" >> /etc/hosts']);
  });

  it('makes one group of values that are as many as their nodes', () => {
    const book = createGroupBook();
    for (let node = 0; node < 500; node += 1)
      book.add(node, finding({ have: `${10_000 + node} entries` }), '', same);
    const [group, ...others] = book.groups(() => true);
    expect(others).toEqual([]);
    expect(group?.nodes).toHaveLength(500);
    expect(group?.observed).toBe('500 different values, such as 10000 entries; 10001 entries; 10002 entries');
  });

  it('keeps what many nodes share apart from it', () => {
    const book = createGroupBook();
    for (let node = 0; node < 500; node += 1) {
      const have = node % 2 === 0 ? 'kernel 6.1' : `kernel ${node}`;
      book.add(node, finding({ have }), '', same);
    }
    expect(
      book.groups(() => true).map(({ nodes, observed }) => [nodes.length, observed.slice(0, 16)]),
    ).toEqual([
      [250, 'kernel 6.1'],
      [250, '250 other values'],
    ]);
  });

  it('cuts texts that are too long for a report', () => {
    const book = createGroupBook();
    book.add(1, finding({ says: 'x'.repeat(100_000), have: 'y'.repeat(100_000) }), '', same);
    expect(JSON.stringify(book.groups(() => true)).length).toBeLessThan(4000);
  });
});

describe('maskOf', () => {
  it.each([
    ['node has nodeRegistration', '<host name> has nodeRegistration'],
    ['10.0.0.1 and 10.0.0.10', '<address> and 10.0.0.10'],
    ['node.example.org', 'node.example.org'],
    ['on node.', 'on <host name>.'],
    ['10.0.0.1:6443', '10.0.0.1:6443'],
    ['Node is node', '<host name> is <host name>'],
  ])('of %j', (text, expected) => {
    expect(maskOf({ hostName: 'Node', addresses: ['10.0.0.1'] })(text)).toBe(expected);
  });
});
