import type { FieldCase } from './field-case.ts';
import { cases as tools } from './cases/a-tools.ts';
import { cases as kernelForIptables } from './cases/b-kernel-iptables.ts';
import { cases as kernelForOthers } from './cases/b-kernel-others.ts';
import { cases as versions } from './cases/c-versions.ts';
import { cases as backends } from './cases/d-backends.ts';
import { cases as locksAndPermissions } from './cases/e-locks-permissions.ts';
import { cases as state } from './cases/g-state.ts';
import { cases as configuration } from './cases/h-configuration.ts';
import { cases as kubeadms } from './cases/i-kubeadm.ts';

/** All reports from the field that this project is held against, in the order of their numbers. */
export const fieldCases: readonly FieldCase[] = [
  ...tools,
  ...kernelForIptables,
  ...kernelForOthers,
  ...versions,
  ...backends,
  ...locksAndPermissions,
  ...state,
  ...configuration,
  ...kubeadms,
].toSorted((a, b) => a.id.localeCompare(b.id, 'en'));
