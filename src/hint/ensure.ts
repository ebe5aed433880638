import type { Family } from '../config/plan.ts';
import type { HintOutcome } from '../findings/hint-report.ts';
import type { Host } from '../host/host.ts';
import type { Fact } from '../probes/fact.ts';
import type { LockFact } from '../probes/rules/facts.ts';
import type { ToolFact, ToolFacts } from '../probes/tools/facts.ts';
import { backendOf } from './kubelet.ts';
import { familyWords, type Given, outcomeOf, toolTrouble, troubleWords } from './outcome-words.ts';
import { runIptables } from './run-iptables.ts';
import { families, hintChain } from './state.ts';

export interface Tools {
  readonly host: Host;
  readonly tools: Fact<ToolFacts>;
  readonly readLock: () => Promise<LockFact>;
}

/** Makes the chain in both families, one after the other, as the kubelet does. Changes the host. */
export async function ensureHint(
  given: Tools,
  readers: readonly { readonly who: string }[],
): Promise<readonly HintOutcome[]> {
  const outcomes: HintOutcome[] = [];
  for (const family of families) outcomes.push(await ensureIn(family, given, readers));
  return outcomes;
}

async function ensureIn(
  family: Family,
  given: Tools,
  readers: readonly { readonly who: string }[],
): Promise<HintOutcome> {
  if (family === 'ipv6' && !(await given.host.status('/proc/net/if_inet6')).ok) {
    const says = 'this kernel runs without IPv6 (no /proc/net/if_inet6): there is nothing to mark';
    return outcomeOf(family, { code: 'no-ipv6', says });
  }
  const name = family === 'ipv4' ? 'iptables' : 'ip6tables';
  if (!given.tools.known) {
    return outcomeOf(family, {
      code: 'failed',
      says: `${name} could not be looked for: ${given.tools.cause.detail}`,
    });
  }
  const tool = given.tools.value.byName[name];
  const trouble = toolTrouble(name, tool);
  if (trouble !== undefined) return outcomeOf(family, withReaders(trouble, readers));
  return make(family, tool, given);
}

/** Without iptables nothing is amiss unless somebody looks for the hint. */
function withReaders(trouble: Given, readers: readonly { readonly who: string }[]): Given {
  if (trouble.code !== 'no-iptables') return trouble;
  if (readers.length === 0) {
    return {
      ...trouble,
      ok: true,
      says: `${trouble.says}: harmless, nothing planned or installed here reads the hint`,
    };
  }
  const who = readers.map((one) => one.who).join(', ');
  return {
    ...trouble,
    says: `${trouble.says}: ${who} would miss the hint, and guess`,
    todo: 'install iptables on the host, or pin the backend in the configuration of those components',
  };
}

async function make(family: Family, tool: ToolFact | undefined, given: Tools): Promise<HintOutcome> {
  const path = tool?.path ?? '';
  // In the kubelet's own words: pkg/util/iptables, EnsureChain.
  const argv = [path, '-w', '5', '-N', hintChain, '-t', 'mangle'] as const;
  const backend = backendOf(tool) ?? '';
  const common = { command: argv.join(' '), backend };
  const where = `table mangle of ${backend === '' ? 'iptables' : backend} (${familyWords[family]})`;
  const answer = await runIptables(given.host, argv);
  switch (answer.code) {
    case 'done':
      return outcomeOf(family, { ...common, code: 'made', says: `made ${hintChain} in ${where}` });
    case 'refused':
      // Exit status 1 means to the kubelet that it is there; only where iptables says so is it believed here.
      return /exist/iu.test(answer.said)
        ? outcomeOf(family, {
            ...common,
            code: 'already-there',
            says: `${hintChain} is already there, in ${where}`,
          })
        : outcomeOf(family, { ...common, ...troubleWords('failed', answer.said, await given.readLock()) });
    default: {
      const words = troubleWords(answer.code, answer.said, await given.readLock());
      return outcomeOf(family, { ...common, ...words });
    }
  }
}
