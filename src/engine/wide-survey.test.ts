import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/builders/plan.ts';
import { usualStance } from '../../test/check-cases.ts';
import { byDefault, fromFile } from '../../test/builders/plan.ts';
import type { Policy, Stance } from '../checks/check.ts';
import type { Phase, Plan, ProxyMode, Role } from '../config/plan.ts';
import { probes } from '../probes/registry.ts';
import { surveyOf } from './survey.ts';
import { wideProbes, wideSurvey } from './wide-survey.ts';

const phases: readonly Phase[] = ['init', 'join', 'upgrade apply', 'upgrade node', 'reset'];
const roles: readonly Role[] = ['control-plane', 'worker'];
const modes: readonly (ProxyMode | 'none')[] = ['iptables', 'nftables', 'ipvs', 'none'];
const policies: readonly Policy[] = ['mode-aware', 'either', 'documented', 'kubeadm'];
const releases = ['v1.28.0', 'v1.31.0', 'v1.33.4', 'v1.36.2', 'v1.37.0', 'v1.40.0'];

function planFor(phase: Phase, role: Role, mode: ProxyMode | 'none', release: string): Plan {
  const action = phase === 'upgrade apply' || phase === 'upgrade node' ? 'upgrade' : phase;
  return planOf({
    action,
    phase,
    role: byDefault(role),
    proxyMode: fromFile(mode, 'mode'),
    kubernetesVersion: byDefault(release),
  });
}

const situations = phases.flatMap((phase) =>
  roles.flatMap((role) =>
    modes.flatMap((mode) =>
      releases.flatMap((release) =>
        policies.map((policy): [Plan, Stance] => [
          planFor(phase, role, mode, release),
          { ...usualStance, policy },
        ]),
      ),
    ),
  ),
);

const key = (one: object): string => JSON.stringify(one);

describe('wideSurvey', () => {
  const wide = wideSurvey(planOf(), usualStance);

  it('asks for what every phase, role, mode, release and policy asks for', () => {
    for (const [plan, stance] of situations) {
      const survey = surveyOf(plan, stance);
      const what = [plan.phase, plan.role.value, plan.proxyMode.value, plan.kubernetesVersion.value];
      expect(
        survey.paths.filter((path) => !wide.paths.includes(path)),
        String(what),
      ).toEqual([]);
      expect(
        survey.tools.filter((tool) => !wide.tools.includes(tool)),
        String(what),
      ).toEqual([]);
      expect(
        survey.modes.filter((mode) => !wide.modes.includes(mode)),
        String(what),
      ).toEqual([]);
      expect(survey.proxiedUnits.filter((unit) => !wide.proxiedUnits.includes(unit))).toEqual([]);
      const ports = new Set(wide.ports.map(key));
      expect(
        survey.ports.map(key).filter((port) => !ports.has(port)),
        String(what),
      ).toEqual([]);
    }
    expect(wide.families).toEqual(['ipv4', 'ipv6']);
  });

  it('asks for the versions of all tools, and leaves out nothing for kubeadm', () => {
    const narrow = wideSurvey(planOf(), { ...usualStance, policy: 'kubeadm' });
    for (const survey of [wide, narrow]) {
      expect(survey.askVersionOf).toBeUndefined();
      expect(survey.onlyKubeadms).toBeUndefined();
    }
  });

  it('asks for what the plan asks beside that', () => {
    const etcd = { ...planOf().etcd, dataDir: fromFile('/data/etcd', 'dataDir') };
    const plan = planOf({ bindPort: fromFile(7443, 'bindPort'), etcd, nodeName: fromFile('node-9', 'name') });
    const survey = wideSurvey(plan, usualStance);
    expect(survey.ports).toContainEqual({ port: 7443, protocol: 'tcp', address: '' });
    expect(survey.paths).toContain('/data/etcd');
    expect(survey.nodeName).toBe('node-9');
  });

  it('pulls nothing, whatever was said', () => {
    expect(wideSurvey(planOf(), { ...usualStance, pullImages: true }).cri.pull).toBe('none');
  });

  it('asks no address of a port twice', () => {
    const keys = wide.ports.map(({ port, protocol, address }) => `${protocol} ${port} ${address}`);
    expect(keys).toHaveLength(new Set(keys).size);
  });
});

describe('wideProbes', () => {
  it('are all but that of the cluster', () => {
    expect(wideProbes(probes)).toHaveLength(probes.length - 1);
    expect(wideProbes(probes)).not.toContain('cluster');
  });
});
