import { memberFile } from '../../catalog/node-files.ts';
import type { CertificatesFacts } from '../../probes/certificates/facts.ts';
import type { Facts } from '../../probes/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { isNewNode } from '../names/new-node.ts';
import { isMember, isThere, pathAt } from './is-member.ts';
import { memberReasons } from './member-reasons.ts';

const name = 'ClusterMember';

/** The one cause of many failures: a node that was set up before. Not kubeadm's: it names the files alone. */
export const clusterMemberCheck: Check = {
  name,
  title: 'no cluster yet',
  group: 'files',
  sources: ['kubeadm reset', 'cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go'],
  reasons: memberReasons,
  needs(plan, { policy }) {
    if (policy === 'kubeadm' || !isNewNode(plan)) return [];
    return plan.action === 'join' ? ['paths'] : ['paths', 'ports', 'certificates'];
  },
  names: () => [name],
  judge(input) {
    const { plan, facts, stance } = input;
    if (stance.policy === 'kubeadm' || !isNewNode(plan)) return [];
    const fact = pathAt(memberFile, facts);
    const detail = facts.paths?.known === false ? facts.paths.cause.detail : (fact?.code ?? '');
    return [
      findingOf(
        { check: name, group: 'files' },
        {
          ...stateOf(input),
          subject: 'this node',
          args: { path: memberFile, detail },
          evidence: [{ source: memberFile, excerpt: fact?.code ?? fact?.kind ?? 'it was not looked at' }],
          neededBy: ['kubeadm'],
        },
      ),
    ];
  },
};

function stateOf({ plan, facts, stance }: CheckInput) {
  const fact = pathAt(memberFile, facts);
  if (fact === undefined || fact.kind === 'unknown')
    return { code: 'member.unknown', verdict: 'unknown' } as const;
  if (isMember(plan, facts, stance)) return { code: 'member.already', verdict: 'fail' } as const;
  if (!isThere(fact) || isOfExternalCa(facts)) return { code: 'member.none', verdict: 'pass' } as const;
  return { code: 'member.credentials', verdict: 'warn' } as const;
}

/** kubeadm makes no kubeconfigs where the CA's key is kept elsewhere: they must be there before. */
function isOfExternalCa({ certificates }: Facts): boolean {
  const ca = certificates?.known === true ? pairOfCa(certificates.value) : undefined;
  return ca?.certificate.state === 'read' && ca.key.state === 'absent';
}

function pairOfCa({ pairs }: CertificatesFacts) {
  return pairs.find(({ stem }) => stem === 'ca');
}
