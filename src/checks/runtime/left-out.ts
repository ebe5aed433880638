import { isAtLeast } from '../../catalog/release.ts';
import type { CriFacts } from '../../probes/cri/facts.ts';
import type { CheckInput } from '../check.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { isConnected } from './connection.ts';

/**
 * kubeadm before 1.35 leaves its check CRI out where its client of the runtime cannot be made, and ends
 * without a name when it comes to pull images (recorded of 1.32.6, 1.33.5 and 1.34.2). The client of 1.31 and
 * later asks for the version; the one before is the program crictl.
 */
export function leavesCriOut({ plan, facts, stance }: CheckInput, cri: CriFacts): boolean {
  const release = kubeadmReleaseOf(plan, stance);
  if (isAtLeast(release, '1.35')) return false;
  if (isAtLeast(release, '1.31')) return !isConnected(cri);
  const crictl = facts.tools?.known === true ? facts.tools.value.byName['crictl'] : undefined;
  return crictl?.state === 'absent';
}
