import { joinFiles, manifestFiles, pathCheckName } from '../../catalog/kubeadm-checks.ts';
import { emptyDirectoriesOf, freshFilesOf, memberFile, wantedManifestsOf } from '../../catalog/node-files.ts';
import type { Plan } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { PathFact } from '../../probes/paths/facts.ts';
import type { Check, Stance } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { directoryReasons, fileReasons, manifestReasons, memberReasons } from './reasons.ts';

const sources = ['cmd/kubeadm/app/preflight/checks.go'];
const about = (check: string) => ({ check, group: 'files' }) as const;

function factOf(path: string, { paths }: Facts): PathFact {
  const found = paths?.known ? paths.value.byPath[path] : undefined;
  return (
    found ?? { path, kind: 'unknown', code: paths?.known === false ? paths.cause.detail : 'not looked at' }
  );
}

const nameOfFile = (path: string): string => pathCheckName('FileAvailable', path);
const isThere = ({ kind }: PathFact): boolean => kind === 'file' || kind === 'directory' || kind === 'other';

/** A node that has the kubelet's credentials and something of a control plane, or on join the credentials alone. */
function isMember(plan: Plan, facts: Facts, { policy }: Stance): boolean {
  if (policy === 'kubeadm' || (plan.action !== 'init' && plan.action !== 'join')) return false;
  return isThere(factOf(memberFile, facts));
}

const causeOf = (plan: Plan, facts: Facts, stance: Stance) =>
  isMember(plan, facts, stance) ? { cause: { check: 'ClusterMember', code: 'member.already' } } : {};

/** The one cause of many failures: a node that was set up before. Not kubeadm's: it names the files alone. */
export const clusterMemberCheck: Check = {
  name: 'ClusterMember',
  title: 'no cluster yet',
  group: 'files',
  sources: ['kubeadm reset'],
  reasons: memberReasons,
  needs: (plan, { policy }) =>
    policy !== 'kubeadm' && (plan.action === 'init' || plan.action === 'join') ? ['paths'] : [],
  names: () => ['ClusterMember'],
  judge({ plan, facts, stance }) {
    if (stance.policy === 'kubeadm' || (plan.action !== 'init' && plan.action !== 'join')) return [];
    const fact = factOf(memberFile, facts);
    const evidence = [{ source: fact.path, excerpt: fact.code ?? fact.kind }];
    const given = { subject: 'this node', args: { path: fact.path, detail: fact.code ?? '' }, evidence };
    if (fact.kind === 'unknown')
      return [findingOf(about('ClusterMember'), { code: 'member.unknown', verdict: 'unknown', ...given })];
    const verdict = isThere(fact) ? 'fail' : 'pass';
    const code = isThere(fact) ? 'member.already' : 'member.none';
    return [findingOf(about('ClusterMember'), { code, verdict, ...given, neededBy: ['kubeadm'] })];
  },
};

/** Files that kubeadm is about to write. */
export const fileAvailableCheck: Check = {
  name: 'FileAvailable',
  title: 'files to be written',
  group: 'files',
  sources,
  kubeadms: true,
  reasons: fileReasons,
  needs: (plan) => (freshFilesOf(plan).length > 0 ? ['paths'] : []),
  names: () => [...manifestFiles, ...joinFiles, '/etc/kubernetes/pki/ca.crt'].map(nameOfFile),
  judge: ({ plan, facts, stance }) =>
    freshFilesOf(plan).map((path) => judgeFile(factOf(path, facts), plan, facts, stance)),
};

function judgeFile(fact: PathFact, plan: Plan, facts: Facts, stance: Stance): Finding {
  const base = {
    subject: fact.path,
    args: { path: fact.path, kind: fact.kind, detail: fact.code ?? '' },
    evidence: [{ source: fact.path, excerpt: fact.code ?? fact.kind }],
    neededBy: ['kubeadm'],
  };
  const is = about(nameOfFile(fact.path));
  if (isThere(fact)) {
    return findingOf(is, { code: 'file.exists', verdict: 'fail', ...base, ...causeOf(plan, facts, stance) });
  }
  // kubeadm takes whatever it cannot stat for free.
  if (stance.policy === 'kubeadm') return findingOf(is, { code: 'file.free', verdict: 'pass', ...base });
  if (fact.kind === 'unknown') return findingOf(is, { code: 'file.unknown', verdict: 'unknown', ...base });
  if (fact.kind === 'dangling') return findingOf(is, { code: 'file.dangling', verdict: 'warn', ...base });
  return findingOf(is, { code: 'file.free', verdict: 'pass', ...base });
}

/** The directory of a new member of etcd. */
export const dirAvailableCheck: Check = {
  name: 'DirAvailable',
  title: 'directories to be filled',
  group: 'files',
  sources,
  kubeadms: true,
  reasons: directoryReasons,
  needs: (plan) => (emptyDirectoriesOf(plan).length > 0 ? ['paths'] : []),
  names: () => [pathCheckName('DirAvailable', '/var/lib/etcd')],
  judge: ({ plan, facts, stance }) =>
    emptyDirectoriesOf(plan).map((path) => {
      const fact = factOf(path, facts);
      const names = fact.names ?? [];
      return findingOf(about(pathCheckName('DirAvailable', path)), {
        ...verdictOfDirectory(fact, stance),
        subject: path,
        args: { path, names, detail: fact.code ?? '', kind: fact.kind },
        evidence: [{ source: path, excerpt: names.length > 0 ? names.join(' ') : (fact.code ?? fact.kind) }],
        neededBy: ['kubeadm: etcd'],
        ...(names.length > 0 ? causeOf(plan, facts, stance) : {}),
      });
    }),
};

function verdictOfDirectory(
  { kind, code, names = [] }: PathFact,
  { policy }: Stance,
): { readonly code: string; readonly verdict: 'pass' | 'fail' | 'unknown' } {
  if (kind === 'absent' || kind === 'dangling') return { code: 'directory.free', verdict: 'pass' };
  if (kind === 'unknown')
    return { code: 'directory.unknown', verdict: policy === 'kubeadm' ? 'fail' : 'unknown' };
  if (kind !== 'directory') return { code: 'directory.none', verdict: 'fail' };
  if (code !== undefined)
    return { code: 'directory.unknown', verdict: policy === 'kubeadm' ? 'fail' : 'unknown' };
  return names.length > 0
    ? { code: 'directory.filled', verdict: 'fail' }
    : { code: 'directory.free', verdict: 'pass' };
}

/** What an upgrade of the control plane changes must be there. */
export const staticPodManifestCheck: Check = {
  name: 'StaticPodManifest',
  title: 'manifests of the control plane',
  group: 'files',
  sources: ['cmd/phases/upgrade/apply/preflight.go'],
  kubeadms: true,
  reasons: manifestReasons,
  needs: (plan) => (wantedManifestsOf(plan).length > 0 ? ['paths'] : []),
  names: () => ['StaticPodManifest'],
  judge({ plan, facts, stance }) {
    const wanted = wantedManifestsOf(plan).map((path) => factOf(path, facts));
    if (wanted.length === 0) return [];
    const missing = wanted.filter((fact) => fact.kind === 'absent' || fact.kind === 'dangling');
    const untold = wanted.filter(({ kind }) => kind === 'unknown');
    const subjects = missing.length > 0 ? missing : untold;
    const paths = subjects.map(({ path }) => path);
    const isUntold = untold.length > 0 && stance.policy !== 'kubeadm';
    const doubt = isUntold ? ({ code: 'manifest.unknown', verdict: 'unknown' } as const) : undefined;
    const state =
      missing.length > 0
        ? ({ code: 'manifest.missing', verdict: 'fail' } as const)
        : (doubt ?? ({ code: 'manifest.there', verdict: 'pass' } as const));
    const evidence = (subjects.length > 0 ? subjects : wanted).map((fact) => ({
      source: fact.path,
      excerpt: fact.code ?? fact.kind,
    }));
    const args = { paths, detail: untold[0]?.code ?? '' };
    const given = { ...state, subject: 'manifests', args, evidence, neededBy: ['kubeadm upgrade apply'] };
    return [findingOf(about('StaticPodManifest'), given)];
  },
};
