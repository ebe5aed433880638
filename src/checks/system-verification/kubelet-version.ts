import type { CheckInput } from '../check.ts';

/** What `kubelet --version` answers here. */
export type InstalledKubelet =
  | { readonly state: 'told'; readonly version: string }
  /** It is not there, or cannot be run, or says nothing that is a version. */
  | { readonly state: 'refused'; readonly detail: string }
  /** It could not be looked at. */
  | { readonly state: 'unknown'; readonly detail: string };

/** As kubeadm finds it: in the PATH of whoever runs it. */
export function installedKubelet({ facts }: CheckInput): InstalledKubelet {
  const { kubelet } = facts;
  if (!kubelet?.known) return { state: 'unknown', detail: kubelet?.cause.detail ?? 'it was not looked at' };
  const { state, version, detail = '', inUserPath } = kubelet.value.program;
  if (state === 'unknown') return { state, detail };
  if (state === 'absent') return { state: 'refused', detail: 'kubelet is on no search path' };
  if (inUserPath === false) return { state: 'refused', detail: 'kubelet is not in PATH' };
  if (state === 'faulty') return { state: 'refused', detail };
  return version === undefined
    ? { state: 'refused', detail: 'its output holds no version' }
    : { state: 'told', version };
}

/** The kubelet that will run: the installed one; after an upgrade, and where none is, the planned one. */
export function comingKubelet(input: CheckInput): string {
  const { plan } = input;
  const installed = installedKubelet(input);
  return installed.state === 'told' && plan.action !== 'upgrade'
    ? installed.version
    : plan.kubernetesVersion.value.replace(/^v/u, '');
}
