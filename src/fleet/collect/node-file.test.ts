import { describe, expect, it } from 'vitest';
import { isNodeName, nodeFile } from './node-file.ts';

describe('isNodeName', () => {
  it.each(['node-1', 'a', 'ip-10-0-0-1.ec2.internal', 'n'.repeat(253)])('takes %s', (name) => {
    expect(isNodeName(name)).toBe(true);
  });

  it.each(['', '.', '..', '../x', 'a/b', '-d', '.hidden', 'Node', 'a\n', 'n\u0000', 'n'.repeat(254)])(
    'refuses %j',
    (name) => {
      expect(isNodeName(name)).toBe(false);
    },
  );
});

describe('nodeFile', () => {
  it('fits into a directory, and keeps long names apart', () => {
    expect(nodeFile('node-1')).toBe('node-1.json');
    const long = [`${'n'.repeat(252)}a`, `${'n'.repeat(252)}b`].map(nodeFile);
    expect(new Set(long).size).toBe(2);
    for (const name of long) expect(name.length).toBeLessThan(230);
  });
});
