import { describe, expect, it } from 'vitest';
import { byDefault, planOf } from '../../test/builders/plan.ts';
import { usualStance } from '../../test/check-cases.ts';
import { proofTools } from '../probes/netfilter/tool-paths.ts';
import { surveyOf } from './survey.ts';

describe('surveyOf', () => {
  it('asks for what the plan uses', () => {
    const plan = planOf({
      mode: 'ipvs',
      ip: ['ipv4', 'ipv6'],
      kubeProxy: { ipvsScheduler: byDefault('lc') },
    });
    expect(surveyOf(plan, usualStance)).toMatchObject({
      modes: ['ipvs'],
      families: ['ipv4', 'ipv6'],
      variant: 'in-force',
      readOnly: false,
      ipvsScheduler: 'lc',
      masqueradeBit: 14,
      tools: ['losetup', 'mount', 'cp', ...proofTools],
    });
  });

  it('proves no mode without kube-proxy, and all modes when they are compared', () => {
    const plan = planOf({ mode: 'none' });
    expect(surveyOf(plan, usualStance).modes).toEqual([]);
    const modes = ['nftables', 'iptables'] as const;
    expect(surveyOf(plan, { ...usualStance, readOnly: true }, { modes, variant: 'both' })).toMatchObject({
      modes,
      variant: 'both',
      readOnly: true,
    });
  });

  it('looks at nothing beyond kubeadm under its policy', () => {
    expect(surveyOf(planOf(), { ...usualStance, policy: 'kubeadm' }).onlyKubeadms).toBe(true);
    expect(surveyOf(planOf(), usualStance)).not.toHaveProperty('onlyKubeadms');
  });

  it.each(['kubeadm', 'documented'] as const)('proves nothing under policy %s', (policy) => {
    const survey = surveyOf(planOf(), { ...usualStance, policy });
    expect(survey.modes).toEqual([]);
    expect(survey.tools).toEqual(['losetup', 'mount', 'cp']);
  });

  it.each([
    ['init', 'v1.32.6', ['ip', 'iptables', 'mount', 'nsenter', 'ethtool', 'tc', 'touch']],
    ['upgrade', 'v1.36.2', ['losetup', 'mount', 'cp']],
    ['reset', 'v1.36.2', []],
  ] as const)('looks for the programs of %s to %s', (action, version, tools) => {
    const plan = planOf({ action, version, mode: 'none' });
    expect(surveyOf(plan, usualStance).tools).toEqual(tools);
  });
});
