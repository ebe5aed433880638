import type { ProxyMode } from '../../config/plan.ts';
import type { Evidence, Finding } from '../../findings/finding.ts';
import type { ProofFact } from '../../probes/netfilter/facts.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { familyWords } from './family-words.ts';
import { judgeMissing } from './judge-missing.ts';
import { type Seen, seenFeatures } from './seen-features.ts';

/** The findings about one mode from its proofs: what is missing, what could not be told, or that all is well. */
export function judgeProofs(
  input: CheckInput,
  mode: ProxyMode,
  proofs: readonly ProofFact[],
): readonly Finding[] {
  const seen = seenFeatures(input, mode, proofs);
  const missing = judgeMissing(
    input,
    mode,
    seen.filter(({ state }) => state === 'missing'),
  );
  const untold = untoldIn(input, mode, proofs, seen);
  const isWell =
    untold === undefined && missing.every(({ verdict }) => verdict === 'info' || verdict === 'warn');
  return [
    ...missing,
    ...(untold === undefined ? [] : [untold]),
    ...(isWell ? [provenIn(mode, proofs, seen)] : []),
  ];
}

/** One finding for all that could not be told: the cause is mostly one. */
function untoldIn(
  input: CheckInput,
  mode: ProxyMode,
  proofs: readonly ProofFact[],
  seen: readonly Seen[],
): Finding | undefined {
  const untold = seen.filter(({ state, use }) => state === 'unknown' && use !== 'no' && use !== 'optional');
  const broken = proofs.flatMap(({ proof, family }) => (proof.known ? [] : [{ family, cause: proof.cause }]));
  if (untold.length === 0 && broken.length === 0) return undefined;
  const whyStatic = proofs.find((proof) => proof.whyStatic !== undefined)?.whyStatic?.detail;
  const detail = whyStatic ?? broken[0]?.cause.detail ?? untold[0]?.detail ?? '';
  const families = [...broken.map(({ family }) => family), ...untold.map(({ family }) => family)];
  const expressions = [...new Set(untold.map(({ token }) => token))];
  const evidence: readonly Evidence[] = [
    ...evidenceOf(proofs),
    ...untold.slice(0, 3).map(({ token, detail: said }) => ({ source: token, excerpt: said })),
  ];
  return findingOf(
    { check: `ProxyKernel-${mode}`, group: 'kernel' },
    {
      code: 'kernel.not-told',
      verdict: 'unknown',
      subject: `kernel for ${mode} mode`,
      args: { mode, families: familyWords(families), detail, expressions, uid: uidOf(input) },
      evidence,
      neededBy: [`kube-proxy (${mode})`],
      ...toolCause(input, mode),
    },
  );
}

function uidOf({ facts: { privilege } }: CheckInput): number {
  return privilege?.known ? privilege.value.uid : 0;
}

/** A proof that could not be made for want of its tool stands below the finding about that tool. */
function toolCause({ facts: { tools } }: CheckInput, mode: ProxyMode): Pick<Finding, 'cause'> {
  const name = mode === 'nftables' ? 'nft' : 'iptables';
  const fact = tools?.known ? tools.value.byName[name] : undefined;
  if (fact === undefined || (fact.state !== 'absent' && fact.state !== 'faulty')) return {};
  const code = fact.state === 'absent' ? 'tool.absent' : `tool.faulty.${fact.fault ?? 'failed'}`;
  return { cause: { check: `FileExisting-${name}`, code } };
}

function provenIn(mode: ProxyMode, proofs: readonly ProofFact[], seen: readonly Seen[]): Finding {
  const byRules = proofs.every(({ by }) => by === 'rules');
  const working = new Set(seen.filter(({ state }) => state === 'works').map(({ id }) => id));
  return findingOf(
    { check: `ProxyKernel-${mode}`, group: 'kernel' },
    {
      code: byRules ? 'kernel.proven' : 'kernel.read',
      verdict: 'pass',
      subject: `kernel for ${mode} mode`,
      args: {
        mode,
        families: familyWords(proofs.map(({ family }) => family)),
        features: working.size,
        variants: [...new Set(proofs.flatMap(({ variant }) => variant ?? []))],
        detail: proofs.find((proof) => proof.whyStatic !== undefined)?.whyStatic?.detail ?? '',
      },
      evidence: evidenceOf(proofs),
      neededBy: [`kube-proxy (${mode})`],
    },
  );
}

/** The commands of the proof; long lists of arguments are of no use to a reader. */
function evidenceOf(proofs: readonly ProofFact[]): readonly Evidence[] {
  const commands = proofs.flatMap(({ proof }) => (proof.known ? proof.value.commands : []));
  if (commands.length > 0)
    return commands.map((command) => ({ source: `in a scratch namespace: ${command}` }));
  return proofs.slice(0, 1).map(({ whyStatic }) => ({
    source: 'modules and kernel configuration',
    excerpt: whyStatic?.detail ?? '',
  }));
}
