import { privilegedUserCheck } from '../../src/checks/privileged-user.ts';
import { unknown } from '../../src/probes/fact.ts';
import { factsOf, ordinaryUser } from '../builders/facts.ts';
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
      name: 'an ordinary user, as kubeadm',
      facts: factsOf({ user: ordinaryUser }),
      stance: { policy: 'kubeadm' },
      says: ['fail user.not-root-kubeadm'],
    },
    { name: 'a user who could not be told', facts: {}, says: ['unknown user.unknown'] },
  ],
};
