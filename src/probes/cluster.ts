import type { ClusterSeen } from '../config/cluster-seen.ts';
import { known, unknown } from './fact.ts';
import type { Probe } from './probe.ts';

export type ClusterFacts = ClusterSeen;

/**
 * What the cluster answered while the plan was made. It was asked then, once, because nothing can be
 * looked at for a mode before the mode is known; here it becomes a fact beside the others.
 */
export const clusterProbe: Probe<'cluster'> = {
  name: 'cluster',
  deadlineMs: 2500,
  async run(_host, { cluster }) {
    return cluster === undefined ? unknown('not-collected', 'no cluster was asked') : known(cluster);
  },
};
