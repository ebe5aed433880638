import { describe, expect, it } from 'vitest';
import { factsOf } from '../../test/builders/facts.ts';
import { known, unknown } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import { factLeaves } from './fact-leaves.ts';

function swapLeaves(swap: NonNullable<Facts['swap']>) {
  return factLeaves(factsOf({ swap })).filter(([path]) => /^swap(?:\.|$)/u.test(path));
}

describe('factLeaves', () => {
  it('tells an empty list, and which entries there are, in the same place', () => {
    expect(swapLeaves(known({ on: false, devices: [], lines: [], unified: true }))).toContainEqual([
      'swap.devices',
      'none',
    ]);
    const some = swapLeaves(
      known({
        on: true,
        devices: [{ name: '/dev/sdb1', kind: 'partition', sizeKiB: 1024 }],
        lines: ['x'],
        unified: true,
      }),
    );
    expect(some).toContainEqual(['swap.devices', '/dev/sdb1']);
  });

  it('tells entries of one name apart, by their place', () => {
    const device = { name: '/dev/sdb1', kind: 'partition', sizeKiB: 1024 } as const;
    const leaves = swapLeaves(
      known({ on: true, devices: [device, { ...device, sizeKiB: 2048 }], lines: [], unified: true }),
    );
    const paths = leaves.map(([path]) => path).filter((path) => path.endsWith('.kind'));
    expect(paths).toEqual(['swap.devices[/dev/sdb1].kind', 'swap.devices[/dev/sdb1 #2].kind']);
  });

  it('tells a fact that was not told by its cause alone', () => {
    expect(swapLeaves(unknown('timed-out', 'no answer in 900 ms'))).toEqual([
      ['swap', 'not told: timed-out'],
    ]);
  });
});
