import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../test/builders/facts.ts';
import { identityOf } from '../../test/builders/fleet.ts';
import { pathsWith } from '../../test/builders/ports.ts';
import type { ConfigIo } from '../config/config-io.ts';
import { loadPlan, type PlanRequest } from '../config/load-plan.ts';
import type { Action } from '../config/plan.ts';
import { known } from '../probes/fact.ts';
import type { FactsDocument } from '../snapshot/facts-document.ts';
import { type FleetAction, fleetPlans, type PlanSource } from './fleet-plans.ts';
import { askedOf } from '../probes/asked.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';

const clusterYaml = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.35.1
networking:
  podSubnet: 10.1.0.0/16,fd01::/56
  serviceSubnet: 10.96.0.0/16,fd02::/112
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
`;

const io: ConfigIo = {
  read: async () => ({ ok: true, bytes: new TextEncoder().encode(clusterYaml), truncated: false }),
  kind: async () => ({ ok: true, kind: 'file' }),
  list: async () => ({ ok: false, code: 'ENOTDIR' }),
  readStdin: async () => ({ ok: false, code: 'EIO' }),
};

function sourceOf(action: FleetAction, files: readonly string[] = []): PlanSource & { loads: () => number } {
  let loads = 0;
  const load = (one: Action, host: PlanRequest['host']) => {
    loads += 1;
    const phase = one === 'upgrade' ? ({ phase: 'upgrade node' } as const) : {};
    return loadPlan({ action: one, ...phase, files, flags: {}, strict: false, host }, io);
  };
  return { action, role: 'worker', load, loads: () => loads };
}

function documentOf(hostName: string, addresses: readonly string[], isMember = false): FactsDocument {
  const member = pathsWith(
    ...(isMember ? [{ path: '/etc/kubernetes/kubelet.conf', kind: 'file' } as const] : []),
  );
  return {
    schema: 'kube-preflight/facts/v1',
    tool: { name: 'kube-preflight', version: '1' },
    collectedAt: '2026-11-23T08:00:00.000Z',
    identity: { ...identityOf(hostName, 1), addresses },
    asked: askedOf(quietSurvey),
    facts: factsOf({ paths: known(member) }),
    timings: {},
    truncated: [],
    hash: '',
  };
}

describe('fleetPlans', () => {
  it.each(['init', 'join', 'upgrade'] as const)(
    'plans %s for each node as its own host would',
    async (action) => {
      const name = fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9._ -]{0,12}$/u),
        fc.constantFrom('node-1', 'cp_1', 'a.b.example'),
      );
      const addresses = fc.array(fc.constantFrom('10.0.0.1', 'fd00::1', '192.168.3.4'), { maxLength: 2 });
      const source = sourceOf(action, action === 'init' ? ['cluster.yaml'] : []);
      const plans = await fleetPlans(source);
      if (!plans.ok) throw new Error(JSON.stringify(plans.errors));
      await fc.assert(
        fc.asyncProperty(name, addresses, async (hostName, own) => {
          const planned = await plans.plans.planFor(documentOf(hostName, own));
          const alone = await source.load(action, { hostName, addresses: own });
          expect(planned.ok).toBe(alone.ok);
          if (planned.ok && alone.ok) expect(planned.plan).toEqual(alone.plan);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('reads nothing again for usual hosts', async () => {
    const source = sourceOf('init', ['cluster.yaml']);
    const plans = await fleetPlans(source);
    if (!plans.ok) throw new Error('no plan');
    for (let number = 0; number < 100; number += 1)
      await plans.plans.planFor(documentOf(`node-${number}`, ['10.0.0.7']));
    expect(source.loads()).toBe(1);
  });

  it('judges members as they are upgraded, and others as they join', async () => {
    const plans = await fleetPlans(sourceOf('auto'));
    if (!plans.ok) throw new Error('no plan');
    const phases = await Promise.all(
      [true, false].map(async (isMember) => {
        const planned = await plans.plans.planFor(documentOf('node-1', ['10.0.0.7'], isMember));
        return planned.ok ? `${planned.plan.phase} ${planned.plan.role.value}` : planned.why;
      }),
    );
    expect(phases).toEqual(['upgrade node control-plane', 'join worker']);
  });

  it('takes the configuration of the cluster for its members', async () => {
    const plans = await fleetPlans(sourceOf('auto', ['cluster.yaml']));
    if (!plans.ok) throw new Error(JSON.stringify(plans.errors));
    for (const isMember of [true, false]) {
      const planned = await plans.plans.planFor(documentOf('node-1', ['10.0.0.7'], isMember));
      expect(planned).toMatchObject({
        ok: true,
        plan: {
          action: isMember ? 'upgrade' : 'join',
          proxyMode: { value: 'nftables', origin: { kind: 'file' } },
          kubernetesVersion: { value: 'v1.35.1' },
          families: { value: ['ipv4', 'ipv6'] },
        },
      });
    }
  });

  it('hands on what is wrong with the configuration', async () => {
    const source: PlanSource = {
      ...sourceOf('join', ['cluster.yaml']),
    };
    expect(await fleetPlans(source)).toMatchObject({ ok: false, errors: [{ code: 'config.no-join' }] });
  });
});
