import { describe, expect, it } from 'vitest';
import { elTen, factsOf } from '../../../test/builders/facts.ts';
import { fromFile, planOf } from '../../../test/builders/plan.ts';
import { proofOf } from '../../../test/builders/proofs.ts';
import { cases as conntrack } from '../../../test/cases/conntrack-limits.ts';
import { cases as iptables } from '../../../test/cases/iptables-version.ts';
import { cases as nft } from '../../../test/cases/nft-version-skew.ts';
import { cases } from '../../../test/cases/proxy-kernel.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import { known } from '../../probes/fact.ts';
import { proxyKernelCheck } from './proxy-kernel.ts';

runCases(cases);
runCases(conntrack);
runCases(nft);
runCases(iptables);

describe('ProxyKernel says', () => {
  it('which expression, which module, what it is for and which package holds it', () => {
    const plan = planOf({
      ip: ['ipv4', 'ipv6'],
      kubeProxy: { nodePortAddresses: fromFile(['0.0.0.0/0'], 'nodePortAddresses') },
    });
    const modules = [
      {
        module: 'nft_fib_ipv6',
        option: 'CONFIG_NFT_FIB_IPV6',
        config: 'm',
        state: 'absent',
        source: '/lib/modules/6.12.0-124.el10.x86_64/modules.dep',
      },
    ] as const;
    const proofs = [
      proofOf('nftables'),
      proofOf('nftables', { family: 'ipv6', missing: ['nft.fib-daddr-local'], modules }),
    ];
    const kernel = known({ release: '6.12.0-124.el10.x86_64', cpus: 2 });
    const [finding] = findingsOf(proxyKernelCheck, {
      plan,
      facts: factsOf({ system: elTen, kernel, proofs }),
    });
    expect(finding).toMatchObject({
      verdict: 'fail',
      subject: 'fib daddr type local (IPv6)',
      says: 'this kernel cannot do `fib daddr type local` (IPv6)',
      need: 'nft_fib_ipv6: kube-proxy finds NodePort traffic with it',
      have: 'nft_fib_ipv6: not loaded, not built in, not on disk; kernel config says CONFIG_NFT_FIB_IPV6=m',
    });
    expect(finding?.remedies?.[0]?.now).toEqual([
      'dnf install kernel-modules-extra-6.12.0-124.el10.x86_64',
      'modprobe nft_fib_ipv6',
    ]);
  });

  it('the root, and hangs the symptoms below it', () => {
    const proofs = [proofOf('ipvs', { missing: ['ipvs.netlink', 'ipvs.scheduler'] })];
    const found = findingsOf(proxyKernelCheck, {
      plan: planOf({ mode: 'ipvs' }),
      facts: factsOf({ proofs }),
    });
    const symptom = found.find(({ code }) => code === 'kernel.depends-on-missing');
    const root = found.find(({ code }) => code === 'kernel.expression-missing');
    expect(symptom?.cause).toEqual({ check: 'ProxyKernel-ipvs', code: 'kernel.expression-missing' });
    expect(symptom?.subject).toBe(root?.subject);
    expect(symptom?.says).toBe('so it cannot do `scheduler rr` either');
  });
});
