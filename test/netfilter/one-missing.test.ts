import { afterAll, beforeAll, describe, expect } from 'vitest';
import { featuresOf } from '../../src/catalog/features/features-of.ts';
import { proxyKernelCheck } from '../../src/checks/proxy-kernel/proxy-kernel.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { netfilterProbe } from '../../src/probes/netfilter/probe.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { findingsOf } from '../check-cases.ts';
import { realIt } from '../real.ts';
import { makeStubTools, type StubTools } from './stub-tools.ts';
import { surveyFor } from './survey.ts';

const words = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;
const families = ['ipv4', 'ipv6'] as const;

/** `this kernel cannot do …` for each expression that is missing by itself. */
async function missingWith(stubs: StubTools, mode: 'nftables' | 'iptables'): Promise<readonly string[]> {
  const host = createLinuxHost({ env: { PATH: `${stubs.directory}:/usr/sbin:/usr/bin:/sbin:/bin` } });
  const netfilter = await netfilterProbe.run(host, surveyFor(mode));
  const plan = planOf({ mode, ip: families });
  const findings = findingsOf(proxyKernelCheck, { plan, facts: factsOf({ netfilter }) });
  return findings
    .filter(({ code }) => code !== 'kernel.proven' && code !== 'kernel.depends-on-missing')
    .map(({ code, says }) => `${code}: ${says.replace(/;.*/u, '')}`);
}

describe('ProxyKernel names the one expression that a tool refuses', () => {
  let stubs: StubTools;
  beforeAll(() => {
    stubs = makeStubTools();
  });
  afterAll(() => stubs.remove());

  for (const mode of ['nftables', 'iptables'] as const) {
    for (const family of families) {
      const features = featuresOf(mode).filter((feature) => feature.lines[family].length > 0);
      realIt(
        `${mode}, ${words[family]}: each of ${features.length}`,
        ['root', 'unshare', 'find'],
        async () => {
          for (const feature of features) {
            const token = feature.token[family];
            stubs.refuse(token, family);
            expect(await missingWith(stubs, mode), feature.id).toEqual([
              `kernel.expression-missing: this kernel cannot do \`${token.trim()}\` (${words[family]})`,
            ]);
          }
        },
        120_000,
      );
    }
  }

  realIt('and says that all is well when none is refused', ['root', 'unshare', 'find'], async () => {
    stubs.refuse('no such rule', 'ipv4');
    expect(await missingWith(stubs, 'nftables')).toEqual([]);
    expect(await missingWith(stubs, 'iptables')).toEqual([]);
  });
});
