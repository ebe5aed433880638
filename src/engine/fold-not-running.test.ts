import { describe, expect, it } from 'vitest';
import { factsOf } from '../../test/builders/facts.ts';
import { inputOf } from '../../test/check-cases.ts';
import { checks } from '../checks/registry.ts';
import { unknown } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import { judge } from './judge.ts';

const waiting = unknown('not-running', 'only the running node can tell');
const image: Partial<Facts> = {
  privilege: waiting,
  ports: waiting,
  cgroups: waiting,
  cri: waiting,
  memory: waiting,
};

function judged(facts: Partial<Facts>, stance: Parameters<typeof inputOf>[0]['stance'] = {}) {
  return judge(checks, inputOf({ facts: factsOf(facts), stance }));
}

describe('foldNotRunning', () => {
  it('makes one line of what only the running node tells', () => {
    const findings = judged(image);
    const [folded, ...others] = findings.filter(({ code }) => code === 'image.not-running');
    expect(others).toEqual([]);
    expect(folded).toMatchObject({ check: 'RunningNode', verdict: 'info', subject: 'image' });
    expect(folded?.args['names']).toEqual(
      expect.arrayContaining(['IsPrivilegedUser', 'Port-6443', 'SystemVerification', 'CRI', 'Mem']),
    );
    expect(folded?.says).toBe(
      `${String(folded?.args['count'])} checks need the running node: of an image only files are read`,
    );
    // These facts hold no proof of a kernel, and say of none that it is not running.
    const untold = findings.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check);
    expect(untold).toEqual(['ProxyKernel-nftables']);
  });

  it('leaves what could not be told for another cause', () => {
    const findings = judged({ ...image, netfilter: unknown('not-found', 'no kernel lies in /image') });
    const untold = findings.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check);
    expect(untold).toContain('ProxyKernel-nftables');
  });

  it('leaves failures, whatever else the check could not tell', () => {
    const findings = judged({ ...image, kernelConfig: unknown('not-found', 'no kernel'), kernel: oldKernel });
    expect(findings.find(({ check }) => check === 'SystemVerification')).toMatchObject({
      code: 'kernel.too-old',
    });
  });

  it('folds nothing of a running host, even where something is not running', () => {
    const findings = judged({ memory: waiting });
    expect(findings.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check)).toContain(
      'Mem',
    );
    expect(findings.map(({ code }) => code)).not.toContain('image.not-running');
  });

  it('keeps to the names that kubeadm prints', () => {
    const findings = judged(image, { policy: 'kubeadm' });
    const folded = findings.find(({ code }) => code === 'image.not-running');
    expect(folded?.args['names']).toEqual(expect.arrayContaining(['Port-6443', 'Mem']));
    expect(findings.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
  });
});

const oldKernel = { known: true, value: { release: '3.2.0', cpus: 0 } } as const;
