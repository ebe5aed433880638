import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAssignments, parseEnvironmentFile, parseUnitFile } from './unit-file.ts';

describe('parseUnitFile', () => {
  it('reads sections, comments and lines that go on', () => {
    const text = [
      '# Environment=A=1',
      '[Unit]',
      'Description=x',
      '',
      '[Service]',
      '; no',
      'Environment="A=1" \\',
      '  B=2',
      'Environment =',
    ].join('\n');
    expect(parseUnitFile(text)).toEqual([
      { section: 'Unit', key: 'Description', value: 'x' },
      { section: 'Service', key: 'Environment', value: '"A=1"  B=2' },
      { section: 'Service', key: 'Environment', value: '' },
    ]);
  });
});

describe('parseAssignments', () => {
  it.each([
    ['A=1', [['A', '1']]],
    [
      '"HTTPS_PROXY=http://p:1" "NO_PROXY=a, b"',
      [
        ['HTTPS_PROXY', 'http://p:1'],
        ['NO_PROXY', 'a, b'],
      ],
    ],
    [
      "'A=1 2' B=3",
      [
        ['A', '1 2'],
        ['B', '3'],
      ],
    ],
    ['A="1 2"', [['A', '1 2']]],
    ['A=http://u:p%%40x@h', [['A', 'http://u:p%40x@h']]],
    ['A="x\\"y"', [['A', 'x"y']]],
    ['nonsense =x', []],
  ])('%s', (value, expected) => expect(parseAssignments(value)).toEqual(expected));

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseAssignments(text)));
  });
});

describe('parseEnvironmentFile', () => {
  it('reads one assignment a line', () => {
    const text = '# c\nHTTPS_PROXY="http://p:1"\n export NO_PROXY=a,b \nbroken\n';
    expect(parseEnvironmentFile(text)).toEqual([
      ['HTTPS_PROXY', 'http://p:1'],
      ['NO_PROXY', 'a,b'],
    ]);
  });
});
