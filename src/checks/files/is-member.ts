import { emptyDirectoriesOf, memberFile } from '../../catalog/node-files.ts';
import { manifestFiles } from '../../catalog/kubeadm-checks.ts';
import type { Plan } from '../../config/plan.ts';
import type { Facts, ProbeName } from '../../probes/facts.ts';
import type { PathFact } from '../../probes/paths/facts.ts';
import type { Stance } from '../check.ts';
import { isNewNode } from '../names/new-node.ts';

/** What a disk of its own for etcd has in it when it is empty. */
export const ofFileSystem = 'lost+found';

/** Processes that run only where a node was set up. */
const parts = new Set(['kubelet', 'kube-apiserver', 'kube-controller', 'kube-scheduler', 'kube-proxy']);

/** What stands at a path; undefined: nobody looked. */
export function pathAt(path: string, { paths }: Facts): PathFact | undefined {
  return paths?.known ? paths.value.byPath[path] : undefined;
}

export function isThere(fact: PathFact | undefined): boolean {
  return fact !== undefined && ['file', 'directory', 'other'].includes(fact.kind);
}

/** The name of the cause to which what a member has is put down. */
export const memberCause = { check: 'ClusterMember', code: 'member.already' } as const;

/**
 * Whether the node was set up before. On join the kubelet's credentials say so. On init they do not by
 * themselves: with an external CA kubeadm wants them there; something else of a cluster must stand or run.
 */
export function isMember(plan: Plan, facts: Facts, { policy }: Stance): boolean {
  if (policy === 'kubeadm' || !isNewNode(plan) || !isThere(pathAt(memberFile, facts))) return false;
  return plan.action === 'join' || hasRest(plan, facts);
}

/** The probes that `isMember` reads. */
export function probesOfMember(plan: Plan, { policy }: Stance): readonly ProbeName[] {
  return policy !== 'kubeadm' && plan.action === 'init' ? ['paths', 'ports'] : ['paths'];
}

function hasRest(plan: Plan, facts: Facts): boolean {
  const isFilled = (path: string): boolean =>
    (pathAt(path, facts)?.names ?? []).some((name) => name !== ofFileSystem);
  const runs = facts.ports?.known
    ? facts.ports.value.ports.some(({ holders }) => holders.some(({ name }) => parts.has(name)))
    : false;
  return (
    runs ||
    manifestFiles.some((path) => isThere(pathAt(path, facts))) ||
    emptyDirectoriesOf(plan).some(isFilled)
  );
}
