import { describe, expect, it } from 'vitest';
import { fromFile } from '../../test/builders/plan.ts';
import type { Planned } from '../config/plan.ts';
import type { ToldFinding } from '../findings/finding.ts';
import { applyIgnores, ignoresOf } from './ignores.ts';

const flag = (value: string): Planned<string> => ({
  value,
  origin: { kind: 'flag', flag: '--ignore-preflight-errors' },
});

const failure: ToldFinding = {
  check: 'FileExisting-nft',
  code: 'tool.absent',
  verdict: 'fail',
  group: 'tools',
  subject: 'nft',
  args: {},
  evidence: [],
  neededBy: [],
  says: 'nft is not on this host',
};

describe('applyIgnores', () => {
  it('leaves a failure that kubeadm gives no name', () => {
    const unnamed: ToldFinding = { ...failure, unnamed: true };
    expect(applyIgnores(unnamed, ignoresOf([flag('all')]))).toEqual(unnamed);
  });

  it.each([
    ['its name', [flag('FileExisting-nft')], 'warn'],
    ['its name in another case', [flag('fileexisting-NFT')], 'warn'],
    ['its name with a blank', [flag(' FileExisting-nft ')], 'warn'],
    ['all', [flag('ALL')], 'warn'],
    ['another name', [flag('FileExisting-iptables')], 'fail'],
    ['a part of its name', [flag('FileExisting')], 'fail'],
    ['nothing', [], 'fail'],
    ['an empty name', [flag('')], 'fail'],
  ])('with %s', (_, names, verdict) => {
    const { verdict: given, ignoredBy } = applyIgnores(failure, ignoresOf(names));
    expect(given).toBe(verdict);
    expect(ignoredBy).toBe(verdict === 'warn' ? '--ignore-preflight-errors' : undefined);
  });

  it('says which file asked for it', () => {
    const ignores = ignoresOf([fromFile('FileExisting-nft', 'ignorePreflightErrors', 8)]);
    expect(applyIgnores(failure, ignores).ignoredBy).toBe('kubeadm.yaml:8:7');
  });

  it.each(['pass', 'info', 'warn', 'unknown'] as const)('leaves %s alone', (verdict) => {
    const finding = { ...failure, verdict };
    expect(applyIgnores(finding, ignoresOf([flag('all')]))).toBe(finding);
  });
});
