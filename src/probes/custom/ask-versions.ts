import pLimit from 'p-limit';
import type { Demand } from '../../config/own-files/requirement.ts';
import type { ExecResult, Host } from '../../host/host.ts';
import type { Ask, Survey } from '../probe.ts';
import type { ToolFact } from '../tools/facts.ts';
import { hasNetfilterSocket } from '../tools/netfilter-socket.ts';
import { versionArguments, versionSourceOf } from '../tools/proxy-tools.ts';
import type { CustomFacts, VersionAnswer } from './facts.ts';

const deadlineMs = 2000;
const maxOutput = 16 * 1024;
const atOnce = 8;

type ToolDemand = Extract<Demand, { kind: 'tool' }>;

/** The versions of the tools of which one is demanded; each tool that works is run once. */
export async function askVersions(
  host: Host,
  { custom, readOnly }: Survey,
  ask: Ask | undefined,
): Promise<CustomFacts['versions']> {
  const demands = custom.filter(
    (demand): demand is ToolDemand => demand.kind === 'tool' && demand.minimum !== '',
  );
  if (demands.length === 0) return {};
  const tools = await ask?.('tools');
  const byName = tools?.known === true ? tools.value.byName : {};
  const limit = pLimit(atOnce);
  const answers = new Map<string, Promise<VersionAnswer | undefined>>();
  for (const demand of demands) {
    const { tool } = demand;
    if (!answers.has(tool))
      answers.set(
        tool,
        limit(async () => answerOf(host, demand, byName[tool], readOnly)),
      );
  }
  const entries = await Promise.all(
    [...answers].map(async ([tool, answer]) => [tool, await answer] as const),
  );
  return Object.fromEntries(
    entries.flatMap(([tool, answer]) => (answer === undefined ? [] : [[tool, answer] as const])),
  );
}

async function answerOf(
  host: Host,
  { tool, versionArgument }: ToolDemand,
  fact: ToolFact | undefined,
  readOnly: boolean,
): Promise<VersionAnswer | undefined> {
  if (fact?.state !== 'sound' || fact.path === undefined) return undefined;
  const source = versionSourceOf(tool);
  const argument = source === undefined ? versionArgument : (versionArguments[source][0] ?? versionArgument);
  const command = `${fact.path} ${argument}`;
  if (fact.version !== undefined) return { command, version: fact.version, detail: '' };
  if (readOnly) return { command, detail: 'not asked for in a read-only run' };
  // Those of the proxy make the kernel load a module when it has no netfilter socket yet.
  if (source !== undefined && source !== 'kubelet' && (await hasNetfilterSocket(host)) !== true)
    return { command, detail: 'not asked for: asking would make the kernel load a module' };
  const result = await host.exec({ argv: [fact.path, argument], deadlineMs, maxOutput });
  const version = firstVersion(result.stdout) ?? firstVersion(result.stderr);
  return version === undefined
    ? { command, detail: whyNone(result) }
    : { command, version, detail: lineWith(version, result) };
}

/** The first number with a dot in it that no letter stands before, but a v; else the first (`go1.22.3`). */
function firstVersion(text: string): string | undefined {
  const [, version] = /(?<![A-Za-z\d.])v?(\d+(?:\.\d+)+)/u.exec(text) ?? /(\d+(?:\.\d+)+)/u.exec(text) ?? [];
  return version;
}

function lineWith(version: string, { stdout, stderr }: ExecResult): string {
  const line = `${stdout}\n${stderr}`.split('\n').find((one) => one.includes(version)) ?? '';
  return line.trim().slice(0, 200);
}

function whyNone(result: ExecResult): string {
  if (result.outcome === 'not-started') return `it could not be started: ${result.errno ?? 'unknown'}`;
  if (result.outcome === 'timed-out') return `no answer within ${deadlineMs} ms`;
  if (result.outcome === 'signalled') return `killed by ${result.signal ?? 'a signal'}`;
  const said = (result.stderr.trim() || result.stdout.trim()).split('\n').at(-1) ?? '';
  return `exit status ${result.exitCode ?? '?'}, and no version${said === '' ? '' : `: ${said.slice(0, 200)}`}`;
}
