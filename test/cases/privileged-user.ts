import { privilegedUserCheck } from '../../src/checks/privileged-user.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { factsOf, faulty, ordinaryUser } from '../builders/facts.ts';
import type { CheckCases } from '../check-cases.ts';

const refused = unknown('needs-root', 'unshare: Operation not permitted');

export const cases: CheckCases = {
  check: privilegedUserCheck,
  cases: [
    { name: 'root', says: ['pass user.root'] },
    { name: 'root, as kubeadm', stance: { policy: 'kubeadm' }, says: ['pass user.root'] },
    {
      name: 'an ordinary user who got all answers',
      facts: factsOf({ user: ordinaryUser }),
      says: ['info user.not-root'],
    },
    {
      name: 'an ordinary user without a proof',
      facts: factsOf({ user: ordinaryUser, netfilter: refused }),
      says: ['unknown user.not-root'],
    },
    {
      name: 'an ordinary user with one proof that was refused, and one that was made',
      facts: factsOf({
        user: ordinaryUser,
        netfilter: known({
          conntrack: refused,
          loadedByProof: [],
          proofs: [
            { mode: 'iptables', family: 'ipv4', by: 'rules', proof: unknown('timed-out', 'no answer') },
            { mode: 'nftables', family: 'ipv4', by: 'rules', proof: unknown('forbidden', 'seccomp') },
          ],
        }),
      }),
      says: ['unknown user.not-root'],
    },
    {
      name: 'an ordinary user with a proof that did not end',
      facts: factsOf({
        user: ordinaryUser,
        netfilter: known({
          conntrack: unknown('timed-out', 'x'),
          loadedByProof: [],
          proofs: [
            { mode: 'nftables', family: 'ipv4', by: 'rules', proof: unknown('timed-out', 'no answer') },
          ],
        }),
      }),
      says: ['info user.not-root'],
    },
    {
      name: 'an ordinary user who may not run a tool',
      facts: factsOf({
        user: ordinaryUser,
        with: [
          { ...faulty('nft', 'no-privilege', 'mode 0700'), state: 'unknown' },
          faulty('ipset', 'missing-library', 'libipset.so'),
        ],
      }),
      says: ['unknown user.not-root'],
    },
    {
      name: 'an ordinary user, as kubeadm',
      facts: factsOf({ user: ordinaryUser }),
      stance: { policy: 'kubeadm' },
      says: ['fail user.not-root-kubeadm'],
    },
    { name: 'a user who could not be told', facts: {}, says: ['unknown user.unknown'] },
  ],
};
