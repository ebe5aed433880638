import { describe, expect, it } from 'vitest';
import { fromFile, planOf, type PlanOverrides } from '../../test/builders/plan.ts';
import type { Planned } from '../config/plan.ts';
import type { ToldFinding, Verdict } from '../findings/finding.ts';
import { agreeWithKubeadm, type Judgements } from './agree-with-kubeadm.ts';

function finding(check: string, verdict: Verdict, rest: Partial<ToldFinding> = {}): ToldFinding {
  const says = `${check} says ${verdict}`;
  return {
    check,
    verdict,
    code: 'x.y',
    group: 'system',
    subject: 'x',
    args: {},
    evidence: [],
    neededBy: [],
    says,
    ...rest,
  };
}

function agree(
  own: readonly ToldFinding[],
  kubeadm: readonly ToldFinding[],
  rest: Partial<Judgements> & { readonly with?: PlanOverrides } = {},
): ReturnType<typeof agreeWithKubeadm> {
  const { with: overrides = {}, ...others } = rest;
  return agreeWithKubeadm({
    plan: planOf(overrides),
    release: 'v1.32.6',
    own,
    kubeadm,
    maySkip: false,
    ...others,
  });
}

const iptables = finding('FileExisting-iptables', 'fail');
const swap = finding('Swap', 'fail');

function byFlag(value: string): Planned<string> {
  return { value, origin: { kind: 'flag', flag: '--ignore-preflight-errors' } };
}

function inFile(value: string): Planned<string> {
  return fromFile(value, 'nodeRegistration.ignorePreflightErrors');
}

describe('agreeWithKubeadm', () => {
  it('leaves the preflight out where all is known and well', () => {
    const result = agree([finding('Mem', 'pass'), finding('Swap', 'warn')], [iptables], { maySkip: true });
    expect(result).toMatchObject({ agrees: true, flags: ['--skip-phases=preflight'], ignored: [] });
  });

  it('leaves nothing out where something is unknown', () => {
    const result = agree([finding('Hostname', 'unknown')], [finding('Mem', 'pass')], { maySkip: true });
    expect(result).toMatchObject({ agrees: true, flags: [] });
  });

  it('leaves nothing out of an upgrade, whose preflight does more than look', () => {
    const upgrade = { action: 'upgrade', phase: 'upgrade apply' } as const;
    expect(agree([finding('Mem', 'pass')], [], { maySkip: true, with: upgrade }).flags).toEqual([]);
  });

  it('needs no flag where kubeadm agrees', () => {
    expect(agree([], [finding('Mem', 'pass'), finding('Swap', 'warn')])).toMatchObject({
      agrees: true,
      flags: [],
    });
  });

  it("ignores what kubeadm fails and nothing else, each name once, in kubeadm's order", () => {
    const kubeadm = [iptables, finding('Mem', 'pass'), swap, swap, finding('Hostname', 'warn')];
    const result = agree(
      [finding('Swap', 'warn', { says: 'swap is on, which the kubelet allows' })],
      kubeadm,
    );
    expect(result.flags).toEqual(['--ignore-preflight-errors=FileExisting-iptables,Swap']);
    expect(result.ignored).toEqual([
      {
        name: 'FileExisting-iptables',
        why: 'kubeadm v1.32.6: FileExisting-iptables says fail; nothing here needs it',
      },
      { name: 'Swap', why: 'kubeadm v1.32.6: Swap says fail; here: swap is on, which the kubelet allows' },
    ]);
  });

  it('gives no flags where this program fails, whatever kubeadm says', () => {
    for (const kubeadm of [[iptables], []]) {
      const result = agree([finding('ProxyKernel', 'fail')], kubeadm, { maySkip: true });
      expect(result).toMatchObject({
        agrees: false,
        flags: [],
        ignored: [],
        blockers: [{ name: 'ProxyKernel', why: 'ProxyKernel says fail' }],
      });
    }
  });

  it('ignores nothing that it could not judge itself', () => {
    const result = agree([finding('CRI', 'unknown')], [finding('CRI', 'fail')]);
    expect(result).toMatchObject({ agrees: false, blockers: [{ name: 'CRI' }] });
    const asked = { with: { ignorePreflightErrors: [byFlag('CRI')] } };
    expect(agree([finding('CRI', 'unknown')], [finding('CRI', 'fail')], asked).flags).toEqual([
      '--ignore-preflight-errors=CRI',
    ]);
  });

  it('does not ignore the want of root, nor an error without a name', () => {
    expect(agree([], [finding('IsPrivilegedUser', 'fail')]).agrees).toBe(false);
    expect(agree([], [finding('CRI', 'fail', { unnamed: true })]).agrees).toBe(false);
  });

  it('says where it cannot tell what kubeadm will do', () => {
    expect(agree([], [finding('ImagePull', 'unknown'), iptables])).toMatchObject({
      agrees: true,
      flags: ['--ignore-preflight-errors=FileExisting-iptables'],
      undecided: [{ name: 'ImagePull' }],
    });
  });

  const ignored = finding('Swap', 'warn', { ignoredBy: '--ignore-preflight-errors' });

  it("hands on what this program's own command line ignores", () => {
    const result = agree([ignored], [swap], { with: { ignorePreflightErrors: [byFlag('swap')] } });
    expect(result.flags).toEqual(['--ignore-preflight-errors=Swap']);
    expect(result.ignored[0]?.why).toContain('to be ignored by --ignore-preflight-errors');
  });

  it('says nothing that kubeadm reads in the same file, unless a flag is needed anyway', () => {
    const file = { with: { ignorePreflightErrors: [inFile('Swap')] } };
    expect(agree([ignored], [swap], file)).toMatchObject({ flags: [], ignored: [{ name: 'Swap' }] });
    expect(agree([ignored], [iptables, swap], file).flags).toEqual([
      '--ignore-preflight-errors=FileExisting-iptables,Swap',
    ]);
  });

  it('names nothing beside all, which kubeadm refuses', () => {
    for (const [value, flags] of [
      [byFlag('all'), ['--ignore-preflight-errors=all']],
      [inFile('all'), []],
    ] as const) {
      const rest = { with: { ignorePreflightErrors: [value] } };
      expect(agree([ignored], [iptables, swap], rest).flags).toEqual(flags);
    }
  });
});
