import { packageFor, tooOldNftOf } from '../../catalog/packages.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { ToolFact } from '../../probes/tools/facts.ts';
import { findingOf } from '../finding-of.ts';

/** What a tool is asked for: by whom, why, and how old it may be. */
export interface Demand {
  readonly name: string;
  /** The tool that tells of it when both are missing for one reason. */
  readonly leader: string;
  readonly minimum?: string;
  readonly minimumSource?: string;
  readonly neededBy: readonly string[];
  readonly why: string;
}

export interface ToolVerdict {
  readonly code: string;
  readonly verdict: Verdict;
  readonly args?: Args;
}

/** A finding about one tool, with all that the words need. */
export function toolFinding(demand: Demand, fact: ToolFact, facts: Facts, judged: ToolVerdict): Finding {
  const { name } = demand;
  const args: Args = {
    tool: name,
    path: fact.path ?? '',
    detail: fact.detail ?? '',
    version: fact.version ?? '',
    variant: fact.variant ?? '',
    why: demand.why,
    ...(fact.version !== undefined && fact.run === undefined ? { ran: false } : {}),
    ...(judged.verdict === 'pass' ? {} : mendArgs(name, facts)),
    ...judged.args,
  };
  const evidence = evidenceOf(fact, facts);
  const { neededBy } = demand;
  return findingOf(
    { check: `FileExisting-${name}`, group: 'tools' },
    { code: judged.code, verdict: judged.verdict, subject: name, args, evidence, neededBy },
  );
}

/** How to get the tool here; never a package that would not serve. */
function mendArgs(name: string, { os }: Facts): Args {
  const system = os?.known ? os.value : undefined;
  const oldNft = name === 'nft' ? tooOldNftOf(system) : undefined;
  if (oldNft !== undefined) {
    const note = `this release of the distribution ships nft ${oldNft}; kube-proxy wants 1.0.1`;
    return { install: '', reinstall: '', note };
  }
  const answer = packageFor(name, system);
  if (!answer.ships) return { install: '', reinstall: '', note: answer.why };
  return { install: answer.install, reinstall: answer.reinstall, note: answer.note };
}

function evidenceOf(fact: ToolFact, { tools }: Facts): readonly Evidence[] {
  const passedOver = (fact.passedOver ?? []).map(({ path, detail }) => ({ source: path, excerpt: detail }));
  if (fact.path === undefined) {
    const searched = tools?.known ? tools.value.searched.join(':') : '';
    return [{ source: 'search path', excerpt: searched }, ...passedOver];
  }
  return [{ source: fact.path, ...excerptOf(fact) }, ...runEvidence(fact), ...passedOver];
}

function excerptOf({ links, detail, version, variant }: ToolFact): { readonly excerpt?: string } {
  const built = variant === undefined || variant === 'unknown' ? '' : ` (${variant})`;
  const target = links.length > 0 ? `-> ${links.join(' -> ')}` : '';
  const parts = [target, detail ?? '', version === undefined ? '' : `version ${version}${built}`];
  const excerpt = parts.filter((part) => part !== '').join('; ');
  return excerpt === '' ? {} : { excerpt };
}

/** What the tool said, where it did not do what it was asked. */
function runEvidence({ run, state }: ToolFact): readonly Evidence[] {
  if (run === undefined || state === 'sound') return [];
  const said = (run.stderr.trim() || run.stdout.trim()).split('\n').slice(0, 3).join('\n');
  const end = run.signal ?? (run.exitCode === undefined ? '' : `exit ${run.exitCode}`);
  return [{ source: run.argv.join(' '), excerpt: [end, said].filter((part) => part !== '').join(': ') }];
}
