import type { Family } from '../config/plan.ts';
import type { HintOutcome } from '../findings/hint-report.ts';
import type { ToolFact, ToolFacts } from '../probes/tools/facts.ts';
import type { Tools } from './ensure.ts';
import { backendOf } from './kubelet.ts';
import { familyWords, type Given, outcomeOf, toolTrouble, troubleWords } from './outcome-words.ts';
import { type Answer, runIptables } from './run-iptables.ts';
import { type Backend, backends, families, hintChain, type HintState, hintsIn } from './state.ts';

/** Removes the chain wherever it stands, if it is empty and nothing leads to it. Changes the host. */
export async function deleteHint(given: Tools, state: HintState): Promise<readonly HintOutcome[]> {
  const outcomes: HintOutcome[] = [];
  for (const backend of backends) {
    for (const family of families) {
      const side = state[backend][family];
      const stands = hintsIn(state).some((one) => one.backend === backend && one.family === family);
      if (!side.known) outcomes.push(unread(family, backend, side.cause));
      else if (stands) outcomes.push({ ...(await deleteFrom(backend, family, given)), backend });
    }
  }
  if (outcomes.length > 0) return outcomes;
  return families.map((family) =>
    outcomeOf(family, {
      code: 'not-there',
      says: `${hintChain} stands in neither backend (${familyWords[family]})`,
    }),
  );
}

function unread(
  family: Family,
  backend: Backend,
  cause: { readonly code: string; readonly detail: string },
): HintOutcome {
  const says = `the ${backend} rules (${familyWords[family]}) could not be read: ${cause.detail}`;
  return cause.code === 'needs-root'
    ? outcomeOf(family, { backend, code: 'no-privilege', says, todo: 'run this as root' })
    : outcomeOf(family, { backend, code: 'failed', says, todo: 'run the command by hand' });
}

async function deleteFrom(backend: Backend, family: Family, given: Tools): Promise<HintOutcome> {
  const name = family === 'ipv4' ? 'iptables' : 'ip6tables';
  const byName = given.tools.known ? given.tools.value.byName : {};
  const tool = toolOf(byName, name, backend);
  const path = tool?.path;
  if (tool?.state !== 'sound' || path === undefined) {
    return outcomeOf(family, withoutTool(`${name}-${backend}`, tool, backend, family));
  }
  const listed = await runIptables(given.host, [path, '-w', '5', '-t', 'mangle', '-S']);
  const barrier = listed.code === 'done' ? barrierIn(listed.stdout) : undefined;
  if (barrier !== undefined) return outcomeOf(family, barrier);
  if (listed.code !== 'done') return outcomeOf(family, await wordsOf(listed, given));
  return removeWith(path, backend, family, given);
}

/** The tool of this variant, by its own name or by the usual one. */
function toolOf(byName: ToolFacts['byName'], name: string, backend: Backend): ToolFact | undefined {
  const own = byName[`${name}-${backend}`];
  if (own?.state === 'sound') return own;
  const usual = byName[name];
  return backendOf(usual) === backend ? usual : own;
}

function withoutTool(name: string, tool: ToolFact | undefined, backend: Backend, family: Family): Given {
  const trouble = toolTrouble(name, tool) ?? {
    code: 'no-iptables',
    says: `there is no ${name} on this host`,
  };
  const own = family === 'ipv4' ? 'ip' : 'ip6';
  const todo =
    backend === 'nft' ? `nft delete chain ${own} mangle ${hintChain}` : `install ${name}, and run this again`;
  return { ...trouble, says: `${trouble.says}, and the chain stands in ${backend}`, todo };
}

/** What speaks against removing the chain; undefined: nothing. */
export function barrierIn(listing: string): Given | undefined {
  const lines = listing.split('\n').filter((line) => line.startsWith('-A '));
  const own = lines.filter((line) => line.startsWith(`-A ${hintChain} `));
  if (own.length > 0) {
    const count = own.length === 1 ? '1 rule stands' : `${own.length} rules stand`;
    const says = `left: ${count} in ${hintChain}, the first is ${own[0] ?? ''}`;
    return { code: 'not-empty', says, todo: 'find out who put rules there; the kubelet never does' };
  }
  const jump = lines.find((line) => new RegExp(`-[jg] ${hintChain}(?: |$)`, 'u').test(line));
  if (jump === undefined) return undefined;
  const says = `left: a rule leads to ${hintChain}: ${jump}`;
  return { code: 'referenced', says, todo: 'remove that rule first, if nobody needs it' };
}

async function removeWith(
  path: string,
  backend: Backend,
  family: Family,
  given: Tools,
): Promise<HintOutcome> {
  const argv = [path, '-w', '5', '-t', 'mangle', '-X', hintChain] as const;
  const answer = await runIptables(given.host, argv);
  const command = argv.join(' ');
  const where = `table mangle of ${backend} (${familyWords[family]})`;
  if (answer.code === 'done') {
    const says = `removed ${hintChain} from ${where}; the kubelet makes it again when it starts`;
    return outcomeOf(family, { code: 'deleted', command, says });
  }
  return outcomeOf(family, { command, ...(await wordsOf(answer, given)) });
}

/** The kernel refuses a chain that something leads to, be it a native nft rule. */
async function wordsOf(answer: Exclude<Answer, { code: 'done' }>, given: Tools): Promise<Given> {
  if (/busy|too many links/iu.test(answer.said)) {
    return {
      code: 'referenced',
      says: `left: something leads to ${hintChain}: ${answer.said}`,
      todo: 'nft list ruleset shows rules that lead to it',
    };
  }
  const code = answer.code === 'refused' ? 'failed' : answer.code;
  return troubleWords(code, answer.said, await given.readLock());
}
