import { systemDirectories } from '../tools/search.ts';
import type { Host } from '../../host/host.ts';
import type { Fact } from '../fact.ts';
import type { Ask, Survey } from '../probe.ts';
import type { ToolFact, ToolFacts } from '../tools/facts.ts';
import { toolsProbe } from '../tools/probe.ts';

/** Programs beyond the proxy's own that a proof can use. */
export const proofTools: readonly string[] = ['unshare', 'find', 'mount', 'ip', 'ipvsadm', 'genl'];

const used = { nftables: ['nft'], iptables: ['iptables'], ipvs: ['iptables', 'ipset'] } as const;

export interface ToolPaths {
  /** The path of a tool that works; undefined otherwise. */
  path(name: string): string | undefined;
  fact(name: string): ToolFact | undefined;
  /** Why a tool cannot be used, in one line; undefined when it can. */
  lack(name: string): string | undefined;
}

/**
 * The same look at the tools as the probe `tools` takes, and the very one where that probe runs too. Running each for its version also has the
 * host refuse, as root, whatever others may rewrite: in a proof the tools run under `unshare`.
 */
export async function findTools(host: Host, survey: Survey, ask?: Ask): Promise<ToolPaths> {
  const facts = await (ask === undefined ? lookAlone(host, survey) : ask('tools'));
  const byName = facts.known ? facts.value.byName : {};
  const usable = (name: string) => {
    const fact = byName[name];
    // Of a kernel that is silent the proof will hear the same, and that is the answer.
    return (fact?.state === 'sound' || fact?.kernelSilent === true) &&
      fact.path !== undefined &&
      isTrusted(fact, byName)
      ? fact
      : undefined;
  };
  return {
    fact: (name) => byName[name],
    path: (name) => usable(name)?.path,
    lack: (name) => (usable(name) === undefined ? lackOf(name, byName[name]) : undefined),
  };
}

function lookAlone(host: Host, survey: Survey): Promise<Fact<ToolFacts>> {
  const askVersionOf = [...new Set(survey.modes.flatMap((mode) => [...used[mode]]))];
  return toolsProbe.run(host, { ...survey, tools: proofTools, askVersionOf });
}

/** Run for its version, in the directories of the system, or beside one that was run. */
function isTrusted(fact: ToolFact, byName: ToolFacts['byName']): boolean {
  if (fact.run !== undefined) return true;
  const folder = folderOf(fact.path ?? '');
  if (systemDirectories.some((directory) => directory === folder)) return true;
  return Object.values(byName).some(
    (other) => other.run !== undefined && folderOf(other.path ?? '') === folder,
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function lackOf(name: string, fact: ToolFact | undefined): string {
  if (fact === undefined || fact.state === 'absent') return `${name} is not installed`;
  if (fact.state === 'sound') return `${name} (${fact.path ?? ''}) does not lie in a directory of the system`;
  return `${name} does not work: ${fact.detail ?? fact.fault ?? fact.state}`;
}
