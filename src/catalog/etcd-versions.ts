import { isAtLeast } from './release.ts';

/** What kubeadm of a release demands of an external etcd (MinExternalEtcdVersion). */
export interface EtcdMinimum {
  /** The first release it holds for. */
  readonly since: string;
  readonly minimum: string;
  /** false: taken from the releases beside it, not read in this one. */
  readonly established: boolean;
}

/**
 * Newest first. The 3.5.24 came to the branches of 1.32, 1.33 and 1.34 with kubernetes#134861 and its cherry picks of
 * November 2025; etcd 3.5.24 itself is of October 2025, so that no earlier patch release can demand it.
 * (cmd/kubeadm/app/constants/constants.go; kubernetes#124465, #124027, #134779, #135701)
 */
export const etcdMinima: readonly EtcdMinimum[] = [
  { since: '1.37', minimum: '3.5.24', established: false },
  { since: '1.36', minimum: '3.5.24', established: true },
  { since: '1.35', minimum: '3.5.24', established: false },
  { since: '1.34.2', minimum: '3.5.24', established: false },
  { since: '1.34', minimum: '3.5.11', established: false },
  { since: '1.33.6', minimum: '3.5.24', established: false },
  { since: '1.33', minimum: '3.5.11', established: false },
  { since: '1.32.10', minimum: '3.5.24', established: true },
  { since: '1.32', minimum: '3.5.11', established: false },
  { since: '1.31', minimum: '3.5.11', established: true },
  { since: '1.28', minimum: '3.4.13', established: false },
];

/** Below this the API server cannot tell whether a member is ready: /livez and /readyz came with it (kubernetes#124465). */
export const etcdWithProbes = '3.5.11';

const oldest: EtcdMinimum = { since: '1.28', minimum: '3.4.13', established: false };

/** @param release of kubeadm, with or without `v` */
export function etcdMinimumFor(release: string): EtcdMinimum {
  return etcdMinima.find(({ since }) => isAtLeast(release, since)) ?? oldest;
}
