import { joinFiles, manifestFiles, pathCheckName } from '../../catalog/kubeadm-checks.ts';
import { emptyDirectoriesOf, freshFilesOf, wantedManifestsOf } from '../../catalog/node-files.ts';
import type { Plan } from '../../config/plan.ts';
import type { Finding, Verdict } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { PathFact } from '../../probes/paths/facts.ts';
import type { Check, Stance } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { isMember, isThere, memberCause, ofFileSystem, pathAt, probesOfMember } from './is-member.ts';
import { directoryReasons, fileReasons, manifestReasons } from './reasons.ts';

const sources = ['cmd/kubeadm/app/preflight/checks.go'];
const about = (check: string) => ({ check, group: 'files' }) as const;

/** `isUnseen`: nobody looked, which kubeadm knows not. */
interface Seen extends PathFact {
  readonly isUnseen?: true;
}

function factOf(path: string, facts: Facts): Seen {
  const code = facts.paths?.known === false ? facts.paths.cause.detail : 'it was not looked at';
  return pathAt(path, facts) ?? { path, kind: 'unknown', code, isUnseen: true };
}

const nameOfFile = (path: string): string => pathCheckName('FileAvailable', path);

const causeOf = (plan: Plan, facts: Facts, stance: Stance) =>
  isMember(plan, facts, stance) ? { cause: memberCause } : {};

/** Files that kubeadm is about to write. */
export const fileAvailableCheck: Check = {
  name: 'FileAvailable',
  title: 'files to be written',
  group: 'files',
  sources,
  kubeadms: true,
  reasons: fileReasons,
  needs: (plan, stance) => (freshFilesOf(plan).length > 0 ? probesOfMember(plan, stance) : []),
  names: () => [...manifestFiles, ...joinFiles, '/etc/kubernetes/pki/ca.crt'].map(nameOfFile),
  judge: ({ plan, facts, stance }) =>
    freshFilesOf(plan).map((path) => judgeFile(factOf(path, facts), plan, facts, stance)),
};

function judgeFile(fact: Seen, plan: Plan, facts: Facts, stance: Stance): Finding {
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
  if (stance.policy === 'kubeadm' && fact.isUnseen !== true)
    return findingOf(is, { code: 'file.free', verdict: 'pass', ...base });
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
  needs: (plan, stance) => (emptyDirectoriesOf(plan).length > 0 ? probesOfMember(plan, stance) : []),
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
  { kind, code, names = [], isUnseen }: Seen,
  { policy }: Stance,
): { readonly code: string; readonly verdict: Verdict } {
  const isKubeadm = policy === 'kubeadm';
  const free = { code: 'directory.free', verdict: 'pass' } as const;
  if (kind === 'absent') return free;
  // kubeadm's preflight takes it for absent; making the directory fails afterwards.
  if (kind === 'dangling') return isKubeadm ? free : { code: 'directory.dangling', verdict: 'fail' };
  if (kind === 'unknown' || (kind === 'directory' && code !== undefined)) {
    const isError = isKubeadm && isUnseen !== true;
    return { code: 'directory.unknown', verdict: isError ? 'fail' : 'unknown' };
  }
  if (kind !== 'directory') return { code: 'directory.none', verdict: 'fail' };
  if (names.length === 0) return free;
  // etcd passes it over; kubeadm does not.
  const isBare = names.every((name) => name === ofFileSystem);
  return isBare && !isKubeadm
    ? { code: 'directory.file-system', verdict: 'warn' }
    : { code: 'directory.filled', verdict: 'fail' };
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
    const isUntold = untold.some(({ isUnseen }) => isUnseen === true || stance.policy !== 'kubeadm');
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
