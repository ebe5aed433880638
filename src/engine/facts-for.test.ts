import { describe, expect, it } from 'vitest';
import { usualStance } from '../../test/check-cases.ts';
import { factsOf } from '../../test/builders/facts.ts';
import { collectedWith } from '../../test/builders/facts-document.ts';
import { byDefault, fromFile, planOf } from '../../test/builders/plan.ts';
import { checks } from '../checks/registry.ts';
import type { Stance } from '../checks/check.ts';
import type { Plan } from '../config/plan.ts';
import type { ProofFact } from '../probes/netfilter/facts.ts';
import { known } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import { askedOf } from '../probes/asked.ts';
import { factsFor } from './facts-for.ts';
import { judge } from './judge.ts';
import { neededProbes } from './needed-probes.ts';
import { surveyOf } from './survey.ts';
import { wideSurvey } from './wide-survey.ts';

/** Facts of the default plan: what its own survey asked for, and nothing else. */
function narrowlyHeld(facts: Facts = factsOf()) {
  const survey = surveyOf(planOf(), usualStance);
  return { asked: askedOf(survey), facts };
}

function answered(plan: Plan, { asked, facts } = narrowlyHeld(), stance: Stance = usualStance): Facts {
  return factsFor({ asked, facts }, surveyOf(plan, stance), neededProbes(checks, plan, stance));
}

function verdictsOf(plan: Plan, name: RegExp, stance: Stance = usualStance): readonly string[] {
  const facts = answered(plan, narrowlyHeld(), stance);
  const findings = judge(checks, { plan, facts, stance });
  return findings.filter(({ check }) => name.test(check)).map(({ check, verdict }) => `${check} ${verdict}`);
}

const proofs: readonly ProofFact[] = [
  {
    mode: 'nftables',
    family: 'ipv4',
    by: 'rules',
    proof: known({ features: [], modules: [], commands: [] }),
  },
];

describe('factsFor', () => {
  it('answers the plan that was collected for with what was collected', () => {
    const { cluster: _cluster, ...facts } = factsOf({ proofs });
    const given = answered(planOf(), narrowlyHeld(facts));
    const { cluster: _other, ...asked } = given;
    for (const [name, fact] of Object.entries(asked)) {
      // Ports and paths hold what the survey asks for; the builder's hold more.
      if (name === 'ports' || name === 'paths' || name === 'tools') continue;
      expect([name, fact]).toEqual([name, Object.entries(facts).find(([key]) => key === name)?.[1]]);
    }
  });

  it('says of a probe that did not run that it was not collected', () => {
    const { os } = answered(planOf(), narrowlyHeld({}));
    expect(os).toMatchObject({ known: false, cause: { code: 'not-collected' } });
  });

  const join = planOf({ action: 'join', phase: 'join' });
  it.each<[string, Plan, RegExp, readonly string[]]>([
    [
      'a port of its own',
      planOf({ bindPort: fromFile(7443, 'bindPort') }),
      /^Port-7443/u,
      ['Port-7443 unknown'],
    ],
    [
      'another directory of etcd',
      planOf({ etcd: { ...planOf().etcd, dataDir: fromFile('/data/etcd', 'dataDir') } }),
      /^DirAvailable/u,
      ['DirAvailable--data-etcd unknown'],
    ],
    [
      'another file of the CA',
      { ...join, role: byDefault('worker'), caCertPath: fromFile('/etc/ca.crt', 'caCertPath') },
      /^FileAvailable--etc-ca/u,
      ['FileAvailable--etc-ca.crt unknown'],
    ],
    [
      'another node name',
      planOf({ nodeName: fromFile('node-9', 'name') }),
      /^Hostname/u,
      ['Hostname unknown'],
    ],
    [
      'another runtime',
      planOf({ criSocket: fromFile('unix:///run/mine.sock', 'criSocket') }),
      /^(?:CRI|ImagePull)$/u,
      ['CRI unknown', 'ImagePull unknown'],
    ],
    [
      'another file of resolvers',
      planOf({ kubelet: { ...planOf().kubelet, resolvConf: fromFile('/run/r.conf', 'resolvConf') } }),
      /^ResolvConf/u,
      ['ResolvConf unknown'],
    ],
    [
      'another directory of certificates',
      planOf({ certificatesDir: fromFile('/etc/pki', 'certificatesDir') }),
      /^Certificates/u,
      ['Certificates unknown'],
    ],
  ])('leaves unknown what was not asked: %s', (_, plan, name, verdicts) => {
    expect(verdictsOf(plan, name)).toEqual(verdicts);
  });

  it.each<[string, Plan, RegExp, string]>([
    ['a port', planOf({ bindPort: fromFile(7443, 'bindPort') }), /^Port-7443/u, 'Port-7443 unknown'],
    [
      'a directory',
      planOf({ etcd: { ...planOf().etcd, dataDir: fromFile('/data/etcd', 'dataDir') } }),
      /^DirAvailable/u,
      'DirAvailable--data-etcd unknown',
    ],
  ])('leaves it unknown for the policy kubeadm, too: %s', (_, plan, name, verdict) => {
    expect(verdictsOf(plan, name, { ...usualStance, policy: 'kubeadm' })).toEqual([verdict]);
  });

  it('takes no mode and no family for proven that was not', () => {
    const held = narrowlyHeld(factsOf({ proofs }));
    const plan = planOf({ families: byDefault(['ipv4', 'ipv6']) });
    const { netfilter } = answered(plan, held);
    expect(netfilter?.known === true && netfilter.value.proofs).toMatchObject([
      { mode: 'nftables', family: 'ipv4', by: 'rules' },
      { mode: 'nftables', family: 'ipv6', whyStatic: { code: 'not-collected' }, proof: { known: false } },
    ]);
  });

  it('takes no proof with another scheduler or another variant', () => {
    const wide = askedOf(wideSurvey(planOf(), usualStance));
    const made = (['ipvs', 'iptables'] as const).map((mode) => ({
      mode,
      family: 'ipv4' as const,
      by: 'rules' as const,
      proof: known({ features: [], modules: [], commands: [] }),
    }));
    const held = { asked: wide, facts: factsOf({ proofs: made }) };
    const kubeProxy = { ...planOf().kubeProxy, ipvsScheduler: fromFile('mh', 'scheduler') };
    const ipvs = planOf({ proxyMode: fromFile('ipvs', 'mode'), kubeProxy });
    const { netfilter } = answered(ipvs, held);
    expect(netfilter?.known === true && netfilter.value.proofs[0]?.proof.known).toBe(false);
    const iptables = planOf({ proxyMode: fromFile('iptables', 'mode') });
    const legacy = surveyOf(iptables, usualStance, { variant: 'legacy' });
    const other = factsFor(held, legacy, ['netfilter']).netfilter;
    expect(other?.known === true && other.value.proofs[0]?.proof.known).toBe(false);
    const same = factsFor(held, surveyOf(iptables, usualStance), ['netfilter']).netfilter;
    expect(same?.known === true && same.value.proofs[0]?.proof.known).toBe(true);
  });

  it('takes free on all addresses for free on one that the host has, and on no other', () => {
    const facts = factsOf({
      ports: known({
        ports: [{ port: 2379, protocol: 'tcp', address: '', state: 'free', holders: [], by: 'listen' }],
      }),
    });
    const network = facts.network?.known === true ? facts.network.value.addresses : [];
    const own = network.find(({ internal }) => !internal)?.address ?? '';
    const askAt = (address: string) => {
      const survey = {
        ...surveyOf(planOf(), usualStance),
        ports: [{ port: 2379, protocol: 'tcp' as const, address }],
      };
      const { ports } = factsFor({ ...narrowlyHeld(facts) }, survey, ['ports']);
      return ports?.known === true ? ports.value.ports.map(({ state }) => state) : undefined;
    };
    expect(own).not.toBe('');
    expect(askAt(own)).toEqual(['free']);
    expect(askAt('198.51.100.77')).toEqual([]);
  });

  it('leaves tools unknown that were not looked for', () => {
    const survey = { ...surveyOf(planOf(), usualStance), tools: ['auditctl'] };
    const { tools } = factsFor(narrowlyHeld(), survey, ['tools']);
    expect(tools?.known === true && tools.value.byName['auditctl']?.state).toBe('unknown');
  });

  it('leaves requirements unknown that were not collected', () => {
    const demands = [
      { kind: 'sysctl', key: 'vm/x', values: ['1'] },
      { kind: 'module', module: 'br_netfilter', state: 'loaded' },
      { kind: 'file', path: '/etc/x', type: 'absent', contains: '' },
      { kind: 'port', port: 9100, protocol: 'tcp', state: 'free' },
      { kind: 'tool', tool: 'auditctl', minimum: '3.0', versionArgument: '--version' },
    ] as const;
    const requirements = demands.map((demand, index) => ({
      name: fromFile(`r${index}`, 'name'),
      demand,
      severity: 'fail' as const,
      neededBy: [],
      why: 'policy',
      source: '',
      actions: [],
      roles: [],
      modes: [],
      hosts: [],
      mend: { what: '', now: [], persistent: [], verify: [] },
    }));
    expect(verdictsOf(planOf({ requirements }), /^Custom-/u).toSorted()).toEqual(
      demands.map((_, index) => `Custom-r${index} unknown`),
    );
  });

  it('gives a wide collection for every phase, so that nothing is left out that could be asked', () => {
    const { asked, facts } = collectedWith();
    expect(answered(planOf(), { asked, facts }).names).toEqual(facts.names);
  });
});
