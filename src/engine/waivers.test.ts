import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/builders/plan.ts';
import { checks } from '../checks/registry.ts';
import type { Waiver } from '../config/own-files/waiver.ts';
import type { ToldFinding, Verdict } from '../findings/finding.ts';
import { applyWaivers } from './waivers.ts';

function told(check: string, verdict: Verdict, code = 'swap.on'): ToldFinding {
  return {
    check,
    code,
    verdict,
    group: 'system',
    subject: check,
    args: {},
    evidence: [],
    neededBy: [],
    says: 'it is so',
  };
}

function waiver(check: string, overrides: Partial<Waiver> = {}): Waiver {
  const origin = { kind: 'file', file: 'w.yaml', line: 5, column: 10, field: 'waivers[0].check' } as const;
  return { check: { value: check, origin }, reason: 'zram', owner: '', expires: '', hosts: [], ...overrides };
}

function apply(findings: readonly ToldFinding[], ...waivers: readonly Waiver[]) {
  const plan = planOf({ waivers });
  return applyWaivers(findings, { plan, checks, hostNames: ['cp-1'], today: '2026-11-23' });
}

/** `verdict check code` of each finding. */
function short(findings: readonly ToldFinding[]): readonly string[] {
  return findings.map(({ verdict, check, code }) => `${verdict} ${check} ${code}`);
}

describe('applyWaivers', () => {
  it('turns a failure into a warning that says by whom, until when and why', () => {
    const [waived, own] = apply(
      [told('Swap', 'fail')],
      waiver('Swap', { owner: 'platform', expires: '2027-01-31' }),
    );
    expect(waived).toMatchObject({
      verdict: 'warn',
      ignoredBy: 'the waiver at w.yaml:5:10 (platform, until 2027-01-31): zram',
    });
    expect(own).toMatchObject({ verdict: 'pass', code: 'waiver.in-order' });
  });

  it.each<readonly [string, readonly ToldFinding[], readonly Waiver[], readonly string[]]>([
    ['nothing without waivers', [told('Swap', 'fail')], [], ['fail Swap swap.on']],
    [
      'by reason code, whatever the case',
      [told('Swap', 'fail')],
      [waiver('SWAP.on')],
      ['warn Swap swap.on', 'pass Waivers waiver.in-order'],
    ],
    [
      'on its last day',
      [told('Swap', 'fail')],
      [waiver('Swap', { expires: '2026-11-23' })],
      ['warn Swap swap.on', 'pass Waivers waiver.in-order'],
    ],
    [
      'no longer the day after',
      [told('Swap', 'fail')],
      [waiver('Swap', { expires: '2026-11-22' })],
      ['fail Swap swap.on', 'warn Waivers waiver.expired'],
    ],
    [
      'only failures',
      [told('Swap', 'warn')],
      [waiver('Swap')],
      ['warn Swap swap.on', 'info Waivers waiver.unused'],
    ],
    [
      'an unused one is told',
      [told('Mem', 'pass')],
      [waiver('Swap')],
      ['pass Mem swap.on', 'info Waivers waiver.unused'],
    ],
    [
      'nobody knows whether it is needed where the check could not tell',
      [told('Swap', 'unknown')],
      [waiver('Swap')],
      ['unknown Swap swap.on', 'pass Waivers waiver.in-order'],
    ],
    [
      'silent on other hosts',
      [told('Swap', 'fail')],
      [waiver('Swap', { hosts: ['web-*'] })],
      ['fail Swap swap.on'],
    ],
    [
      'on hosts that it names',
      [told('Swap', 'fail')],
      [waiver('Swap', { hosts: ['web-*', 'cp-[1-3]'] })],
      ['warn Swap swap.on', 'pass Waivers waiver.in-order'],
    ],
    [
      'never who runs this',
      [told('IsPrivilegedUser', 'fail', 'user.not-root-kubeadm')],
      [waiver('IsPrivilegedUser')],
      ['fail IsPrivilegedUser user.not-root-kubeadm', 'warn Waivers waiver.refused'],
    ],
    [
      'never by a reason of such a check either',
      [told('Configuration', 'fail', 'config.unknown-field')],
      [waiver('config.unknown-field')],
      ['fail Configuration config.unknown-field', 'warn Waivers waiver.refused'],
    ],
    [
      'never all',
      [told('Swap', 'fail')],
      [waiver('all')],
      ['fail Swap swap.on', 'warn Waivers waiver.refused'],
    ],
    [
      'a slip of the pen',
      [told('Swap', 'fail')],
      [waiver('Swapp')],
      ['fail Swap swap.on', 'warn Waivers waiver.unknown-name'],
    ],
    [
      'a failure that kubeadm gives no name stays',
      [{ ...told('KubernetesVersion', 'fail'), unnamed: true }],
      [waiver('KubernetesVersion')],
      ['fail KubernetesVersion swap.on', 'warn Waivers waiver.refused'],
    ],
  ])('%s', (_, findings, waivers, expected) => {
    expect(short(apply(findings, ...waivers))).toEqual(expected);
  });

  it('suggests the name that was meant', () => {
    expect(apply([], waiver('FileExisting-ntf'))[0]?.args['suggestion']).toBe('FileExisting-nft');
  });
});
