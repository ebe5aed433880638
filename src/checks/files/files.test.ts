import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../test/builders/facts.ts';
import { pathsWith } from '../../../test/builders/ports.ts';
import { cases as dirAvailable } from '../../../test/cases/dir-available.ts';
import { cases as clusterMember } from '../../../test/cases/cluster-member.ts';
import { cases as fileAvailable } from '../../../test/cases/file-available.ts';
import { cases as staticPodManifest } from '../../../test/cases/static-pod-manifest.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import { known } from '../../probes/fact.ts';
import { fileAvailableCheck } from './files.ts';

runCases(clusterMember);
runCases(fileAvailable);
runCases(dirAvailable);
runCases(staticPodManifest);

describe('fileAvailableCheck', () => {
  const paths = pathsWith(
    { path: '/etc/kubernetes/kubelet.conf', kind: 'file' },
    { path: '/etc/kubernetes/manifests/etcd.yaml', kind: 'file' },
  );

  it('names the one cause of what stands on a node that was set up', () => {
    const found = findingsOf(fileAvailableCheck, { facts: factsOf({ paths: known(paths) }) });
    expect(found.find(({ verdict }) => verdict === 'fail')?.cause).toEqual({
      check: 'ClusterMember',
      code: 'member.already',
    });
  });

  it('names none as kubeadm, which has no such check', () => {
    const facts = factsOf({ paths: known(paths) });
    const found = findingsOf(fileAvailableCheck, { facts, stance: { policy: 'kubeadm' } });
    expect(found.find(({ verdict }) => verdict === 'fail')?.cause).toBeUndefined();
  });
});
