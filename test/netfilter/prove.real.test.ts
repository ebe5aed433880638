import { describe, expect } from 'vitest';
import { proxyKernelCheck } from '../../src/checks/proxy-kernel/proxy-kernel.ts';
import type { Host } from '../../src/host/host.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import type { ProofFact } from '../../src/probes/netfilter/facts.ts';
import { netfilterProbe } from '../../src/probes/netfilter/probe.ts';
import type { Survey } from '../../src/probes/probe.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { findingsOf } from '../check-cases.ts';
import { realIt } from '../real.ts';
import { surveyFor } from './survey.ts';

async function proofsOf(survey: Survey, host: Host = createLinuxHost()): Promise<readonly ProofFact[]> {
  const fact = await netfilterProbe.run(host, survey);
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value.proofs;
}

/** `ipv4 rules: 50 work`, and whatever does not. */
function summary({ family, variant, by, proof }: ProofFact): string {
  const head = [family, variant, by].filter((part) => part !== undefined).join(' ');
  if (!proof.known) return `${head}: ${proof.cause.detail}`;
  const bad = proof.value.features.filter(({ state }) => state !== 'works');
  return [`${head}:`, ...bad.map(({ feature, detail = '' }) => `${feature} ${detail}`)].join(' ').trim();
}

/** Counts what the probe starts; `find` starts the tools it is given. */
function countingHost(): { readonly host: Host; readonly count: () => number } {
  const real = createLinuxHost();
  let started = 0;
  const host: Host = {
    ...real,
    exec(request) {
      started += 1 + request.argv.filter((word) => word === '-exec').length;
      return real.exec(request);
    },
  };
  return { host, count: () => started };
}

describe('netfilterProbe', () => {
  realIt('proves nftables mode in both families', ['root', 'nft', 'unshare'], async () => {
    const proofs = await proofsOf(surveyFor('nftables'));
    expect(proofs.map(summary)).toEqual(['ipv4 rules:', 'ipv6 rules:']);
  });

  realIt(
    'proves iptables mode in both families and variants',
    ['root', 'iptables-legacy', 'iptables-nft'],
    async () => {
      const proofs = await proofsOf(surveyFor('iptables', { variant: 'both' }));
      expect(proofs.map(summary).toSorted()).toEqual([
        'ipv4 legacy rules:',
        'ipv4 nft rules:',
        'ipv6 legacy rules:',
        'ipv6 nft rules:',
      ]);
    },
  );

  realIt(
    'says of ipvs what is so: all works, or each part that the kernel lacks',
    ['root', 'ipset'],
    async () => {
      const proofs = await proofsOf(surveyFor('ipvs'));
      expect(proofs.every(({ by, proof }) => by === 'rules' && proof.known)).toBe(true);
      for (const { proof } of proofs) {
        const features = proof.known ? proof.value.features : [];
        const modules = proof.known ? proof.value.modules : [];
        const missing = features.filter(({ state }) => state === 'missing').map(({ feature }) => feature);
        expect(
          missing.filter((id) => !['ipvs.netlink', 'ipvs.scheduler', 'xt.ipvs', 'link.dummy'].includes(id)),
        ).toEqual([]);
        const ipvs = modules.find(({ module }) => module === 'ip_vs');
        if (missing.includes('ipvs.netlink'))
          expect(['absent', 'on-disk', 'no-module-tree']).toContain(ipvs?.state);
      }
    },
  );

  realIt('settles ipvs in words: the finding names what is missing', ['root', 'ipset'], async () => {
    const fact = await netfilterProbe.run(createLinuxHost(), surveyFor('ipvs'));
    const plan = planOf({ mode: 'ipvs', ip: ['ipv4', 'ipv6'] });
    const findings = findingsOf(proxyKernelCheck, { plan, facts: factsOf({ netfilter: fact }) });
    const codes = new Set(findings.map(({ code }) => code));
    expect(codes.has('kernel.proven') || codes.has('kernel.expression-missing')).toBe(true);
    expect(codes.has('kernel.not-told')).toBe(false);
  });

  for (const mode of ['nftables', 'iptables', 'ipvs'] as const) {
    realIt(
      `starts at most 12 processes for both families of ${mode}`,
      ['root', 'nft', 'iptables', 'ipset'],
      async () => {
        const { host, count } = countingHost();
        const proofs = await proofsOf(surveyFor(mode), host);
        const good = proofs.every(
          ({ proof }) => proof.known && proof.value.features.every(({ state }) => state === 'works'),
        );
        if (good || mode !== 'ipvs') expect(count()).toBeLessThanOrEqual(12);
      },
    );
  }

  realIt('loads nothing in a read-only run, and says why', ['root', 'nft'], async () => {
    const real = createLinuxHost();
    const started: string[] = [];
    const host: Host = {
      ...real,
      exec(request) {
        started.push(request.argv[0]);
        return real.exec(request);
      },
    };
    const proofs = await proofsOf(surveyFor('nftables', { readOnly: true }), host);
    expect(started).not.toContain('/usr/bin/unshare');
    expect(proofs.map(({ by, whyStatic }) => `${by} ${whyStatic?.code ?? ''}`)).toEqual([
      'static read-only-run',
      'static read-only-run',
    ]);
  });

  realIt('answers without a tool from disk and /proc', ['root', 'unshare'], async () => {
    const real = createLinuxHost();
    const hidden: Host = {
      ...real,
      readDir: async (path) => {
        const listed = await real.readDir(path);
        return listed.ok ? { ...listed, names: listed.names.filter((name) => name !== 'nft') } : listed;
      },
    };
    const [proof] = await proofsOf(surveyFor('nftables'), hidden);
    expect(proof?.by).toBe('static');
    expect(proof?.whyStatic?.detail).toBe('nft is not installed');
  });
});
