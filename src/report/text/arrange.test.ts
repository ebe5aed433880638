import { describe, expect, it } from 'vitest';
import type { Cause, Group, ToldFinding, Verdict } from '../../findings/finding.ts';
import { arrange, type Branch } from './arrange.ts';

function finding(
  check: string,
  verdict: Verdict,
  group: Group,
  more: Partial<ToldFinding> = {},
): ToldFinding {
  return {
    check,
    code: 'c',
    verdict,
    group,
    subject: check,
    args: {},
    evidence: [],
    neededBy: [],
    says: check,
    ...more,
  };
}

function because(check: string): { readonly cause: Cause } {
  return { cause: { check, code: 'c' } };
}

type Outline = string | readonly Outline[];

function outline({ finding: { check }, symptoms }: Branch): Outline {
  return symptoms.length === 0 ? check : [check, symptoms.map(outline)];
}

function problems(findings: readonly ToldFinding[]): readonly Outline[] {
  return arrange(findings).problems.map(({ group, branches }) => [group, branches.map(outline)]);
}

describe('arrange', () => {
  it('puts subjects with failures first, and in each the worst first', () => {
    const findings = [
      finding('Config', 'warn', 'configuration'),
      finding('Cri', 'unknown', 'runtime'),
      finding('Ipset', 'warn', 'tools'),
      finding('Nft', 'fail', 'tools'),
      finding('Port', 'fail', 'ports'),
    ];
    expect(problems(findings)).toEqual([
      ['tools', ['Nft', 'Ipset']],
      ['ports', ['Port']],
      ['configuration', ['Config']],
      ['runtime', ['Cri']],
    ]);
  });

  it('keeps findings on one subject together', () => {
    const findings = [
      finding('A', 'fail', 'kernel', { subject: 'IPv4' }),
      finding('B', 'fail', 'kernel', { subject: 'IPv6' }),
      finding('C', 'fail', 'kernel', { subject: 'IPv4' }),
    ];
    expect(problems(findings)).toEqual([['kernel', ['A', 'C', 'B']]]);
  });

  it('sets symptoms below their cause, whatever their group, and ranks the cause by the worst of them', () => {
    const findings = [
      finding('Swap', 'warn', 'system'),
      finding('Proxy', 'fail', 'kernel', because('Module')),
      finding('Module', 'info', 'state', because('Reboot')),
      finding('Reboot', 'info', 'files'),
    ];
    expect(problems(findings)).toEqual([
      ['files', [['Reboot', [['Module', ['Proxy']]]]]],
      ['system', ['Swap']],
    ]);
  });

  it('chooses the cause on the same subject where several bear the name', () => {
    const findings = [
      finding('Kernel', 'fail', 'kernel', { subject: 'IPv4', says: 'four' }),
      finding('Kernel', 'fail', 'kernel', { subject: 'IPv6', says: 'six' }),
      finding('Rules', 'fail', 'kernel', { subject: 'IPv6', ...because('Kernel') }),
    ];
    const [section] = arrange(findings).problems;
    expect(section?.branches.map((branch) => [branch.finding.says, branch.symptoms.length])).toEqual([
      ['four', 0],
      ['six', 1],
    ]);
  });

  it('cuts a ring of causes and loses nothing', () => {
    const findings = [
      finding('A', 'fail', 'tools', because('B')),
      finding('B', 'fail', 'tools', because('A')),
      finding('Self', 'fail', 'tools', because('Self')),
    ];
    expect(problems(findings)).toEqual([['tools', [['B', ['A']], 'Self']]]);
  });

  it('leaves a finding where it is when its cause is not told, or passed', () => {
    const findings = [
      finding('A', 'fail', 'tools', because('Nobody')),
      finding('B', 'warn', 'tools', because('Ok')),
      finding('Ok', 'pass', 'tools'),
    ];
    expect(problems(findings)).toEqual([['tools', ['A', 'B']]]);
  });

  it('keeps notes and passes apart, in the order of the groups', () => {
    const arranged = arrange([
      finding('N2', 'info', 'network'),
      finding('P2', 'pass', 'ports'),
      finding('N1', 'info', 'proxy'),
      finding('P1', 'pass', 'tools'),
    ]);
    expect(arranged.notes.map(outline)).toEqual(['N1', 'N2']);
    expect(arranged.passes.map(({ group }) => group)).toEqual(['tools', 'ports']);
  });
});
