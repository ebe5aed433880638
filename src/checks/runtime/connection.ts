import type { CriFacts, RuntimeFault } from '../../probes/cri/facts.ts';

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
