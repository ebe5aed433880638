import type { NodeRequirement } from '../catalog/requirements/requirement.ts';
import type { ExplainedRemedy, Explanation } from '../findings/explanation.ts';
import { requirementLine } from './requirement-line.ts';

/** Something required, by its id, its name, the end of its path, or a module that brings it: `ip_forward`, `nft_fib`. */
export function explainRequirement(
  wanted: string,
  entries: readonly NodeRequirement[],
): Explanation | undefined {
  const own = entries.filter((entry) => wordsOf(entry).some((word) => word.toLowerCase() === wanted));
  const [first] = own;
  if (first === undefined) return undefined;
  const components = [...new Set(own.map(({ component }) => component))].join(', ');
  return {
    schema: 'kube-preflight/explanation/v1',
    kind: 'requirement',
    name: own.every(({ name }) => name === first.name) ? first.name : wanted,
    title: `asked for by ${components}`,
    what: [...new Set(own.map(({ purpose }) => purpose))],
    why: [...new Set(own.map(({ without }) => `Without it: ${without}.`))],
    who: [...new Set(own.flatMap(({ neededBy }) => neededBy))],
    since: first.from ?? '',
    until: first.until ?? '',
    look: [...new Set(own.flatMap(lookOf))],
    mend: checksOf(own),
    reasons: [],
    requirements: own.map(requirementLine),
    sources: [...new Set(own.map(({ source }) => source))],
  };
}

function wordsOf({ id, name, modules = [] }: NodeRequirement): readonly string[] {
  const end = name.split('/').at(-1) ?? name;
  return [
    id,
    name,
    end,
    name.replaceAll('/', '.'),
    ...modules.flatMap(({ module, option }) => [module, option]),
  ];
}

function lookOf({ kind, name, modules = [] }: NodeRequirement): readonly string[] {
  const tries = modules.slice(0, 1).map(({ module }) => `modprobe -n -v ${module}`);
  switch (kind) {
    case 'sysctl':
      return [`sysctl ${name.replaceAll('/', '.')}`];
    case 'port':
      return [`ss -tulpn | grep :${name.split('/')[0] ?? name}`];
    case 'file':
      return [`ls -ld ${name}`];
    default:
      return tries;
  }
}

function checksOf(own: readonly NodeRequirement[]): readonly ExplainedRemedy[] {
  const checks = [...new Set(own.flatMap(({ check = [] }) => check))];
  return checks.map((check) => ({
    what: `the check ${check} tells what is amiss, and how to mend it`,
    now: [`kube-preflight explain ${check}`],
    persistent: [],
    verify: [],
  }));
}
