import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../test/builders/facts.ts';
import { byDefault, planOf } from '../../../test/builders/plan.ts';
import { noProof, proofOf } from '../../../test/builders/proofs.ts';
import { jsonFeature } from '../../catalog/features/features-of.ts';
import { unknown } from '../../probes/fact.ts';
import type { ProofFact } from '../../probes/netfilter/facts.ts';
import { kernelIsShown } from './kernel-shown.ts';

const plan = planOf({ mode: 'nftables' });
const dual = planOf({ mode: 'nftables', ip: ['ipv4', 'ipv6'] });
const shownBy = (proofs: readonly ProofFact[], planned = plan) => kernelIsShown(planned, factsOf({ proofs }));

/** A proof of nothing at all. */
const empty: ProofFact = {
  ...proofOf('nftables'),
  proof: { known: true, value: { features: [], modules: [], commands: [] } },
};

describe('kernelIsShown', () => {
  it('takes a proof of the planned mode and family in which all works', () => {
    expect(shownBy([noProof('nftables', 'no namespace'), proofOf('nftables')])).toBe(true);
  });

  it.each([
    ['no proof', []],
    ['a proof of another mode', [proofOf('iptables')]],
    ['a proof of another family', [proofOf('nftables', { family: 'ipv6' })]],
    ['a proof that could not be made', [noProof('nftables', 'no namespace')]],
    ['a proof of nothing', [empty]],
    ['a proof in which something is missing', [proofOf('nftables', { missing: ['nft.numgen'] })]],
    ['a proof that could not tell of something', [proofOf('nftables', { unknown: ['nft.numgen'] })]],
    ['a proof without what some Services use', [proofOf('nftables', { missing: ['nft.affinity-lookup'] })]],
  ])('does not take %s', (_, proofs) => {
    expect(shownBy(proofs)).toBe(false);
  });

  it('wants every family of the plan', () => {
    expect(shownBy([proofOf('nftables')], dual)).toBe(false);
    expect(shownBy([proofOf('nftables', { family: 'ipv6' }), proofOf('nftables')], dual)).toBe(true);
  });

  it('does without what the rules of the plan do not use, and without JSON, which the image reads', () => {
    expect(shownBy([proofOf('nftables', { missing: ['nft.fib-daddr-local', jsonFeature.id] })])).toBe(true);
  });

  it('wants what the rules of the plan use', () => {
    const onAll = planOf({
      mode: 'nftables',
      kubeProxy: { nodePortAddresses: byDefault(['0.0.0.0/0']) },
    });
    expect(shownBy([proofOf('nftables', { missing: ['nft.fib-daddr-local'] })], onAll)).toBe(false);
  });

  it('is not shown where nobody looked', () => {
    expect(kernelIsShown(plan, {})).toBe(false);
    expect(kernelIsShown(plan, factsOf({ netfilter: unknown('timed-out', 'x') }))).toBe(false);
  });
});
