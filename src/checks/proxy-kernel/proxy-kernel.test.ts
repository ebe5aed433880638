import { describe, expect, it } from 'vitest';
import { cases as conntrackCases } from '../../../test/cases/conntrack-limits.ts';
import { cases as iptablesCases } from '../../../test/cases/iptables-version.ts';
import { cases as nftCases } from '../../../test/cases/nft-version-skew.ts';
import { cases } from '../../../test/cases/proxy-kernel.ts';
import { factsOf } from '../../../test/builders/facts.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { proofOf } from '../../../test/builders/proofs.ts';
import { findingsOf, runCases } from '../../../test/check-cases.ts';
import { proxyKernelCheck } from './proxy-kernel.ts';

for (const table of [cases, conntrackCases, nftCases, iptablesCases]) runCases(table);

describe('proxyKernelCheck', () => {
  const modules = [
    {
      module: 'nft_numgen',
      state: 'absent',
      config: 'm',
      option: 'CONFIG_NFT_NUMGEN',
      source: '/proc/config.gz',
    },
  ] as const;

  it('names the expression, the module and what mends it', () => {
    const [finding] = findingsOf(proxyKernelCheck, {
      facts: factsOf({ proofs: [proofOf({ missing: ['nft.numgen'], modules })] }),
    });
    expect(finding?.says).toMatch(/this kernel cannot do `numgen random mod/u);
    expect(finding?.says).toContain('(IPv4)');
    expect(finding?.need).toContain('nft_numgen');
    expect(finding?.have).toContain('nft_numgen');
    expect(finding?.remedies?.length).toBeGreaterThan(0);
  });

  it('tells one finding for both families when both lack it', () => {
    const proofs = (['ipv4', 'ipv6'] as const).map((family) => proofOf({ family, missing: ['nft.numgen'] }));
    const findings = findingsOf(proxyKernelCheck, {
      plan: planOf({ ip: ['ipv4', 'ipv6'] }),
      facts: factsOf({ proofs }),
    });
    expect(findings.map(({ says }) => says)).toEqual([expect.stringContaining('(IPv4 and IPv6)')]);
  });

  it('does not speak of a family that is not planned', () => {
    const proofs = [proofOf(), proofOf({ family: 'ipv6', missing: ['nft.numgen'] })];
    const findings = findingsOf(proxyKernelCheck, { facts: factsOf({ proofs }) });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['pass']);
  });
});
