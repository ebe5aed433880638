import { executableRows, type ObsoleteTool } from '../catalog/executables.ts';
import type { NodeRequirement } from '../catalog/requirements/requirement.ts';
import { installingOf, systems } from '../catalog/requirements/systems.ts';
import type { ExplainedRemedy, Explanation } from '../findings/explanation.ts';
import { requirementLine } from './requirement-line.ts';

export interface ToolKnowledge {
  readonly entries: readonly NodeRequirement[];
  readonly obsolete: readonly ObsoleteTool[];
}

/** A program: who runs it, or why nobody demands it any more. */
export function explainTool(name: string, { entries, obsolete }: ToolKnowledge): Explanation | undefined {
  const own = entries.filter((entry) => entry.kind === 'tool' && entry.name === name);
  const run = own.filter(({ demandedBy }) => demandedBy === undefined);
  const gone = obsolete.find((tool) => tool.name === name);
  if (own.length === 0 && gone === undefined) return undefined;
  return {
    schema: 'kube-preflight/explanation/v1',
    kind: 'tool',
    name,
    title: run.length === 0 ? 'a tool that is no longer demanded' : 'a tool of the host',
    what: [...new Set(run.map(({ purpose }) => purpose)), ...kubeadmWords(name)],
    why: [
      ...new Set(run.map(({ without }) => `Without it: ${without}.`)),
      ...goneWords(gone, run.length > 0),
    ],
    who: [...new Set(run.flatMap(({ neededBy }) => neededBy))],
    since: run[0]?.from ?? '',
    until: run.length === 0 ? (gone?.until ?? '') : '',
    look: [`command -v ${name}`],
    mend: run.length === 0 ? ignoring(name, gone) : installing(name),
    reasons: [],
    requirements: own.map(requirementLine),
    sources: [...new Set([...(gone === undefined ? [] : [gone.source]), ...own.map(({ source }) => source)])],
  };
}

/** `kubeadm looks for it in PATH in 1.28 to 1.32, and warns where it is missing.` */
function kubeadmWords(name: string): readonly string[] {
  return executableRows
    .filter((row) => row.name === name)
    .map(({ severity, from, until, forTargetsBelow }) => {
      const since = from === undefined ? '' : ` from ${from}`;
      const end = until === undefined ? '' : ` before ${until}`;
      const and = since !== '' && end !== '' ? ' and' : '';
      const target = forTargetsBelow === undefined ? '' : `, for a Kubernetes older than ${forTargetsBelow}`;
      const ends = severity === 'error' ? 'ends' : 'warns';
      return `kubeadm${since}${and}${end} looks for it in PATH${target}, and ${ends} where it is missing.`;
    });
}

function goneWords(gone: ObsoleteTool | undefined, isRun: boolean): readonly string[] {
  if (gone === undefined) return [];
  const { until, why } = gone;
  const whom = isRun ? 'kubeadm demands it of nobody' : 'It is not demanded any more';
  return [`${whom} since ${until}: ${why}.`];
}

/** An older kubeadm can be told to go on. */
function ignoring(name: string, gone: ObsoleteTool | undefined): readonly ExplainedRemedy[] {
  const until = gone?.until ?? '';
  // The last that looks; of 1.31 the first, as some tools left its patches, too.
  const last = until === '1.32' ? 'v1.31.0' : 'v1.32.6';
  return [
    {
      what: `nothing is to be done; a kubeadm older than ${until} that looks for it can be told to go on`,
      now: [`kubeadm init --ignore-preflight-errors=FileExisting-${name}`],
      persistent: [],
      verify: [`kube-preflight kubeadm-args init --for-kubeadm ${last}`],
    },
  ];
}

/** By each package manager, once. */
function installing(name: string): readonly ExplainedRemedy[] {
  const answers = systems.map((system) => ({ system, ...installingOf([name], system) }));
  const byCommand = Map.groupBy(answers, ({ command }) => command);
  return [...byCommand].flatMap(([command, own]) =>
    command === ''
      ? []
      : [
          {
            what: own.map(({ system }) => system.title).join('; '),
            now: [command],
            persistent: [],
            verify: [`command -v ${name}`],
          },
        ],
  );
}
