import type { Cause } from '../../findings/finding.ts';
import type { CriFacts, RuntimeFault } from '../../probes/cri/facts.ts';
import type { CheckInput } from '../check.ts';

/** Whether kubeadm's client of the runtime can be made: since 1.31 it asks for the version first. */
export function isConnected({ answers }: CriFacts): boolean {
  return answers?.version.ok === true;
}

/** Why nobody, or nobody of use, answers; undefined where a runtime does. */
export function faultOf({ socket, answers, disabledBy }: CriFacts): RuntimeFault | undefined {
  if (answers === undefined) return socket.state === 'listens' ? 'failed' : socket.state;
  const { version, v1alpha2 } = answers;
  if (version.ok) return undefined;
  if (version.fault !== 'unimplemented') return version.fault === 'status' ? 'failed' : version.fault;
  if (v1alpha2?.ok === true) return 'v1alpha2-only';
  return disabledBy === undefined ? 'unimplemented' : 'plugin-disabled';
}

/** What the check CRI says of it: the cause of what else cannot be told. undefined where a runtime answers. */
export function deathOf(
  { facts }: CheckInput,
  cri: CriFacts,
): { readonly verdict: 'fail' | 'unknown'; readonly cause: Cause } | undefined {
  const fault = faultOf(cri);
  if (fault === undefined) return undefined;
  const isRoot = facts.privilege?.known === true && facts.privilege.value.uid === 0;
  if (fault === 'forbidden' && !isRoot)
    return { verdict: 'unknown', cause: { check: 'CRI', code: 'cri.needs-root' } };
  return { verdict: 'fail', cause: { check: 'CRI', code: `cri.${fault}` } };
}
