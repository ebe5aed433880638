import { pkiEntriesFor, signedKubeconfigs } from '../../catalog/pki.ts';
import type { Plan } from '../../config/plan.ts';
import type { CertificatesFacts } from '../../probes/certificates/facts.ts';
import type { Flaw } from './judge-pair.ts';

/**
 * A CA without its key signs nothing: all that it would sign must be there
 * (cmd/kubeadm/app/phases/certs, UsingExternalCA; phases/kubeconfig, ValidateKubeconfigsForExternalCA).
 */
export function judgeExternalCas({ etcd, action }: Plan, facts: CertificatesFacts): readonly Flaw[] {
  const { directory, pairs, kubeconfigs } = facts;
  const there = new Set(
    pairs.filter(({ certificate }) => certificate.state !== 'absent').map(({ stem }) => stem),
  );
  const entries = pkiEntriesFor(etcd.external);
  const cas = entries.filter(({ ca }) => ca === undefined);
  return cas.flatMap(({ stem }): readonly Flaw[] => {
    const pair = pairs.find((one) => one.stem === stem);
    if (pair === undefined || pair.certificate.state === 'absent' || pair.key.state !== 'absent') return [];
    const leaves = entries.filter((entry) => entry.ca === stem && !there.has(entry.stem));
    const configs = stem === 'ca' ? signedKubeconfigs.filter((path) => !kubeconfigs.includes(path)) : [];
    // A kubelet that joins has a kubeconfig by then, and an upgrade makes none.
    const wanted = [
      ...leaves.map((entry) => `${directory}/${entry.stem}.crt`),
      ...(action === 'init' ? configs : []),
    ];
    if (wanted.length === 0) return [];
    const verdict = action === 'join' ? 'warn' : 'fail';
    return [
      { code: 'ca-key-missing', verdict, path: pair.certificate.path, args: { key: pair.key.path, wanted } },
    ];
  });
}
