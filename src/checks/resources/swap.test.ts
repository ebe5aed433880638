import { describe, expect, it } from 'vitest';
import { factsOf, root } from '../../../test/builders/facts.ts';
import { swapOn, swapReturns } from '../../../test/builders/resources.ts';
import { cases } from '../../../test/cases/swap.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import type { SwapSource } from '../../probes/swap/facts.ts';
import { swapCheck } from './swap.ts';

runCases(cases);

const partition = { name: '/dev/sdb1', kind: 'partition', sizeKiB: 1_048_572 } as const;

function persistent(source: SwapSource): readonly string[] {
  const [finding] = findingsOf(swapCheck, { facts: factsOf(swapReturns(source)) });
  return (finding?.remedies ?? []).flatMap((remedy) => remedy.persistent ?? []);
}

describe('swapCheck', () => {
  it('names the line of fstab', () => {
    const text = '/swapfile none swap sw 0 0';
    const source = { kind: 'fstab', file: '/etc/fstab', line: 7, text, unit: 'swapfile.swap' } as const;
    expect(persistent(source)).toEqual(["sed -i '7s/^/#/' /etc/fstab", 'systemctl daemon-reload']);
  });

  it('quotes the name of a unit for a shell', () => {
    const unit = String.raw`dev-disk-by\x2duuid-a.swap`;
    const source = { kind: 'unit', file: '/etc/systemd/system/x', text: '', unit } as const;
    expect(persistent(source)).toEqual([String.raw`systemctl mask 'dev-disk-by\x2duuid-a.swap'`]);
  });

  it('says where swap is to be turned off when this is a container', () => {
    const facts = factsOf({ ...swapOn(partition), user: { ...root, container: 'lxc' } });
    const [finding] = findingsOf(swapCheck, { facts });
    expect(finding?.remedies?.[0]?.what).toBe('turn swap off on the machine that this container runs on');
    expect(finding?.have).toBe('/dev/sdb1 (1024 MiB)');
  });
});
