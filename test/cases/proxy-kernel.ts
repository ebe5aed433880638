import { proxyKernelCheck } from '../../src/checks/proxy-kernel/proxy-kernel.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { brokenProof, proofOf, type ProofOverrides } from '../builders/proofs.ts';
import type { CheckCases } from '../check-cases.ts';

const proving = (...proofs: readonly ProofOverrides[]) => factsOf({ proofs: proofs.map(proofOf) });
const name = 'ProxyKernel-nftables';

const everyAddress = planOf();
const withCidrs = {
  ...everyAddress,
  kubeProxy: { ...everyAddress.kubeProxy, nodePortAddresses: fromFile(['0.0.0.0/0'], 'nodePortAddresses') },
};

export const cases: CheckCases = {
  check: proxyKernelCheck,
  cases: [
    { name: 'all rules were taken', facts: proving({}), says: [`pass kernel.proven ${name}`] },
    {
      name: 'a read-only run that found all modules',
      facts: proving({ by: 'static' }),
      says: [`pass kernel.read ${name}`],
    },
    {
      name: 'no numgen, which every Service with endpoints needs, and the map that builds on it',
      facts: proving({ missing: ['nft.numgen', 'nft.dnat-map'] }),
      says: [`fail kernel.expression-missing ${name}`, `info kernel.depends-on-missing ${name}`],
    },
    {
      name: 'no fib while nodePortAddresses is primary: nothing uses it',
      facts: proving({ missing: ['nft.fib-daddr-local'] }),
      says: [`info kernel.expression-missing ${name}`, `pass kernel.proven ${name}`],
    },
    {
      name: 'no fib while NodePorts are classified by address',
      plan: withCidrs,
      facts: proving({ missing: ['nft.fib-daddr-local'] }),
      says: [`fail kernel.expression-missing ${name}`],
    },
    {
      name: "kube-proxy's own test at start fails",
      plan: planOf({ mode: 'iptables' }),
      facts: proving({ mode: 'iptables', missing: ['xt.startup'] }),
      says: ['fail kernel.tool-test-failed ProxyKernel-iptables'],
    },
    {
      name: 'a kernel below the gate that can do everything',
      facts: factsOf({ proofs: [proofOf()], kernel: known({ release: '5.10.0-30-amd64', cpus: 2 }) }),
      says: [`fail kernel.gate ${name}`, `pass kernel.proven ${name}`],
    },
    {
      name: 'no namespace could be made',
      facts: factsOf({ proofs: [brokenProof()] }),
      says: [`unknown kernel.not-told ${name}`],
    },
    {
      name: 'a read-only run that could not tell of one module',
      facts: proving({ by: 'static', open: ['nft.masquerade'] }),
      says: [`unknown kernel.not-told ${name}`],
    },
    {
      name: 'the probe did not answer',
      facts: factsOf({ netfilter: unknown('timed-out', 'no answer') }),
      says: [`unknown kernel.not-told ${name}`],
    },
    { name: 'no kube-proxy', plan: planOf({ mode: 'none' }), says: [] },
    { name: 'kubeadm proves nothing', stance: { policy: 'kubeadm' }, says: [] },
    { name: 'documented looks at nothing', stance: { policy: 'documented' }, says: [] },
  ],
};
