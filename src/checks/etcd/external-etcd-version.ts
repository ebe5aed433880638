import { etcdMinimumFor, etcdWithProbes } from '../../catalog/etcd-versions.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { EndpointFact, EndpointState, EtcdFacts } from '../../probes/etcd/facts.ts';
import { dayOf } from '../certificates/judge-validity.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { etcdReasons } from './etcd-reasons.ts';
import { usesExternalEtcd } from './uses-external-etcd.ts';

const name = 'ExternalEtcdVersion';
const about = { check: name, group: 'cluster' } as const;

/** Whether every endpoint of an external etcd answers, and is new enough. */
export const externalEtcdVersionCheck: Check = {
  name,
  title: 'external etcd',
  group: 'cluster',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#134890', 'kubernetes#133826'],
  roles: ['control-plane'],
  kubeadms: true,
  reasons: etcdReasons,
  // Of kubeadm's phases init alone asks; a control plane that joins depends on etcd no less.
  needs: (plan, { policy }) =>
    usesExternalEtcd(plan) && (policy !== 'kubeadm' || plan.action === 'init') ? ['etcd'] : [],
  names: () => [name],
  judge(input) {
    if (!usesExternalEtcd(input.plan)) return [];
    const { etcd } = input.facts;
    if (etcd?.known === true) return judgeEtcd(input, etcd.value);
    const detail = etcd?.cause.detail ?? 'it was not looked at';
    return [told(input, 'etcd.not-told', 'unknown', [], { detail })];
  },
};

function judgeEtcd(input: CheckInput, { endpoints, seenAt }: EtcdFacts): readonly Finding[] {
  const bad = endpoints.filter(({ state }) => state !== 'answered');
  const answering = endpoints.length - bad.length;
  const isKubeadm = input.stance.policy === 'kubeadm';
  // As many as etcd itself needs; the API server goes on to the next endpoint.
  const hasQuorum = !isKubeadm && answering >= Math.floor(endpoints.length / 2) + 1;
  const faults = [...groupedBy(bad, sameFault).values()].map((alike) => {
    const [one] = alike;
    if (one?.state === 'not-asked') return notAsked(input, alike);
    const isLost = one !== undefined && hasQuorum && lost.has(one.state);
    const quorum = isLost ? { answering, all: endpoints.length } : {};
    return told(input, `etcd.${one?.state ?? ''}`, isLost ? 'warn' : 'fail', alike, {
      ...serverArgs(one, seenAt),
      ...quorum,
    });
  });
  const old = judgeVersions(input, endpoints);
  if (faults.length + old.length > 0) return [...faults, ...old];
  const versions = [...new Set(endpoints.map(({ version }) => version))];
  return [told(input, 'etcd.answers', 'pass', endpoints, { version: versions.join(', ') })];
}

/** States of a member that may be down for a while, and not of a wrong configuration. */
const lost: ReadonlySet<EndpointState> = new Set([
  'refused',
  'unreachable',
  'timed-out',
  'no-answer',
  'name-unanswered',
  'cut',
  'bad-status',
]);

/** Why is the subject of another check: its finding explains this one. */
function notAsked(input: CheckInput, endpoints: readonly EndpointFact[]): Finding {
  if (input.stance.policy === 'kubeadm') return told(input, 'etcd.not-asked', 'fail', endpoints);
  return told(input, 'etcd.not-asked', 'unknown', endpoints);
}

function judgeVersions(input: CheckInput, endpoints: readonly EndpointFact[]): readonly Finding[] {
  const release = kubeadmReleaseOf(input.plan, input.stance);
  const { minimum, established } = etcdMinimumFor(release);
  const old = endpoints.filter(({ state, version }) => state === 'answered' && !isAtLeast(version, minimum));
  return [...groupedBy(old, ({ version }) => version)].map(([version, alike]) => {
    const isSure = established || input.stance.policy === 'kubeadm' || !isAtLeast(version, etcdWithProbes);
    const code = isSure ? 'etcd.too-old' : 'etcd.maybe-too-old';
    return told(input, code, isSure ? 'fail' : 'warn', alike, { version, minimum, release });
  });
}

/** What showed the same certificate, or failed in the same way, is told once. */
function sameFault({ state, server }: EndpointFact): string {
  return [state, server?.subject, server?.altNames, server?.notAfter].join('|');
}

function groupedBy(
  endpoints: readonly EndpointFact[],
  key: (endpoint: EndpointFact) => string,
): ReadonlyMap<string, readonly EndpointFact[]> {
  const groups = new Map<string, readonly EndpointFact[]>();
  for (const one of endpoints) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function serverArgs(endpoint: EndpointFact | undefined, seenAt: number): Args {
  const server = endpoint?.server;
  if (server === undefined) return {};
  const { subject, issuer, altNames, notBefore, notAfter } = server;
  return { subject, issuer, altNames, from: dayOf(notBefore), to: dayOf(notAfter), now: dayOf(seenAt) };
}

function told(
  { plan }: CheckInput,
  code: string,
  verdict: Verdict,
  endpoints: readonly EndpointFact[],
  args: Args = {},
): Finding {
  const { caFile, certFile, keyFile } = plan.etcd;
  const urls = endpoints.length > 0 ? endpoints.map(({ url }) => url) : plan.etcd.endpoints.value;
  const detail = [...new Set(endpoints.map((one) => one.detail))].join('; ');
  return findingOf(about, {
    code,
    verdict,
    subject: urls.join(', '),
    args: {
      endpoints: urls,
      detail,
      caFile: caFile.value,
      certFile: certFile.value,
      keyFile: keyFile.value,
      ...args,
    },
    evidence: [
      plannedEvidence(plan.etcd.endpoints),
      ...endpoints.map(({ url, detail: excerpt }) => ({
        source: `GET ${url.replace(/\/+$/u, '')}/version`,
        excerpt,
      })),
    ],
    neededBy: ['kube-apiserver', 'kubeadm'],
  });
}
