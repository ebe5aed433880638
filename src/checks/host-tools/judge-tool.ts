import { hasLegacyIptables } from '../../catalog/packages.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Facts } from '../../probes/facts.ts';
import type { ToolFact } from '../../probes/tools/facts.ts';
import type { Demand, ToolVerdict } from './tool-finding.ts';

/** What is so with one tool: absent, faulty, unknown or sound, and never two of these at once. */
export function judgeTool(demand: Demand, fact: ToolFact, facts: Facts): ToolVerdict {
  if (fact.state === 'absent') return { code: 'tool.absent', verdict: 'fail' };
  if (fact.state === 'unknown') return { code: 'tool.unknown', verdict: 'unknown' };
  if (fact.state === 'faulty') return judgeFault(fact, facts);
  return tooOld(demand, fact) ?? mismatch(fact, facts) ?? wrongVariant(fact, facts) ?? sound(fact, facts);
}

/** A refusal that root would not meet, or that this program chose, says nothing of the tool. */
function judgeFault({ fault = 'failed' }: ToolFact, { privilege }: Facts): ToolVerdict {
  const isRoot = privilege?.known === true && privilege.value.uid === 0;
  const untold = fault === 'unsafe-path' || (fault === 'no-privilege' && !isRoot);
  return { code: `tool.faulty.${fault}`, verdict: untold ? 'unknown' : 'fail' };
}

function tooOld({ minimum, minimumSource }: Demand, { name, version }: ToolFact): ToolVerdict | undefined {
  if (minimum === undefined) return undefined;
  const args = { minimum, minimumSource: minimumSource ?? '' };
  if (version !== undefined) {
    return isAtLeast(version, minimum) ? undefined : { code: 'tool.too-old', verdict: 'fail', args };
  }
  // The other floors are more than ten years old; nft's is met on releases that are still in use.
  return name === 'nft' ? { code: 'tool.version-unknown', verdict: 'unknown', args } : undefined;
}

/** iptables, -save and -restore of one family, from one build. */
function mismatch(fact: ToolFact, { tools }: Facts): ToolVerdict | undefined {
  const base = /^(ip6?tables)-(?:save|restore)$/u.exec(fact.name)?.[1];
  const other = base !== undefined && tools?.known ? tools.value.byName[base] : undefined;
  if (other?.state !== 'sound') return undefined;
  if (!differs(fact.version, other.version) && !differs(fact.variant, other.variant)) return undefined;
  return { code: 'tool.companion-mismatch', verdict: 'fail', args: otherArgs(other) };
}

function otherArgs({ name, version, variant }: ToolFact) {
  return { other: name, otherVersion: version ?? '', otherVariant: variant ?? '' };
}

function differs(one: string | undefined, other: string | undefined): boolean {
  const told = [one, other].every((value) => value !== undefined && value !== 'unknown');
  return told && one !== other;
}

/** The families by different variants; or legacy tools where the distribution has no such kernel. */
function wrongVariant(fact: ToolFact, facts: Facts): ToolVerdict | undefined {
  const { tools, os } = facts;
  const four = fact.name === 'ip6tables' && tools?.known ? tools.value.byName['iptables'] : undefined;
  if (four?.state === 'sound' && differs(fact.variant, four.variant)) {
    return { code: 'tool.wrong-variant', verdict: 'warn', args: otherArgs(four) };
  }
  const system = os?.known ? os.value : undefined;
  if (fact.variant !== 'legacy' || hasLegacyIptables(system) || provenLegacy(facts)) return undefined;
  return { code: 'tool.wrong-variant', verdict: 'warn', args: { system: system?.prettyName ?? '' } };
}

/** A kernel of one's own may have what the distribution's lacks. */
function provenLegacy({ netfilter }: Facts): boolean {
  const proofs = netfilter?.known ? netfilter.value.proofs : [];
  return proofs.some(
    ({ variant, proof }) =>
      variant === 'legacy' && proof.known && proof.value.features.some(({ state }) => state === 'works'),
  );
}

/** Services run with a PATH of their own; a root shell without sbin only confuses its user. */
function sound({ inUserPath }: ToolFact, { privilege }: Facts): ToolVerdict {
  const isRoot = privilege?.known === true && privilege.value.uid === 0;
  if (inUserPath === false && isRoot) return { code: 'tool.outside-path', verdict: 'info' };
  return { code: 'tool.sound', verdict: 'pass' };
}
