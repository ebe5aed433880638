import { describe, expect, it } from 'vitest';
import { checks } from '../checks/registry.ts';
import type { Verdict } from '../findings/finding.ts';
import { cellsOf, columnsOf } from './check-columns.ts';

const columns = columnsOf(checks);
const familyOf = (check: string): string | undefined =>
  columns.all[columns.indexOf({ check, group: 'system' })]?.check;

describe('columnsOf', () => {
  it.each(checks)('puts every name of $name into its column', (check) => {
    expect(
      check
        .names()
        .map(familyOf)
        .filter((family) => family !== check.name),
    ).toEqual([]);
  });

  it.each([
    ['Port-12345', 'Port'],
    ['NodePortRange', 'Port'],
    ['FileAvailable--somewhere-else.conf', 'FileAvailable'],
    ['Custom-our-own', 'Custom'],
    ['Waivers', 'Waivers'],
    ['Swap', 'Swap'],
    ['of-nobody', undefined],
  ])('puts %s under %s', (name, family) => {
    expect(familyOf(name)).toBe(family);
  });
});

function finding(check: string, verdict: Verdict) {
  return { check, verdict, group: 'system' as const };
}

describe('cellsOf', () => {
  it('has the worst verdict of each column', () => {
    const cells = cellsOf(
      [
        finding('Swap', 'pass'),
        finding('Swap', 'fail'),
        finding('Mem', 'unknown'),
        finding('Mem', 'info'),
        finding('x', 'fail'),
      ],
      columns,
    );
    const at = (check: string) => cells[columns.all.findIndex((column) => column.check === check)];
    expect([at('Swap'), at('Mem'), at('NumCPU')]).toEqual(['f', 'u', '-']);
    expect(cells).toHaveLength(columns.all.length);
  });
});
