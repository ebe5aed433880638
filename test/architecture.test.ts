import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/**
 * The rooms and what each may import from. Imports point downwards only (docs/architecture.md).
 * A room that is not named here fails the test: name it, and say what it may know.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  '.': ['cli'],
  cli: [
    'config',
    'cluster',
    'catalog',
    'host',
    'probes',
    'checks',
    'engine',
    'fix',
    'hint',
    'logs',
    'snapshot',
    'fleet',
    'report',
    'findings',
  ],
  fleet: ['snapshot', 'engine', 'checks', 'probes', 'config', 'catalog', 'findings', 'host'],
  snapshot: ['probes', 'config', 'host'],
  fix: ['findings'],
  hint: ['probes', 'config', 'catalog', 'findings', 'host'],
  logs: ['probes', 'findings'],
  engine: ['checks', 'probes', 'config', 'catalog', 'findings', 'host'],
  checks: ['hint', 'probes', 'config', 'catalog', 'findings'],
  probes: ['host', 'config', 'catalog'],
  config: ['catalog'],
  cluster: ['config', 'host'],
  report: ['findings'],
  catalog: ['config', 'findings'],
  host: [],
  findings: [],
};

/** Between these rooms only types may pass: judging must work where there is no host. */
const typesOnly: readonly (readonly [string, string])[] = [
  ['checks', 'probes'],
  ['catalog', 'config'],
  ['engine', 'host'],
  ['logs', 'probes'],
  ['hint', 'probes'],
  ['hint', 'host'],
];

/** Rooms of pure functions. */
const withoutNode = new Set([
  'checks',
  'catalog',
  'report',
  'findings',
  'config',
  'engine',
  'fix',
  'hint',
  'logs',
]);

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly room: string;
  readonly lines: number;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly functions: readonly { readonly name: string; readonly lines: number }[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(text: string, path: string): Import[] {
  const { module } = parseSync(path, text);
  const fixed = module.staticImports.map((one) => ({
    from: one.moduleRequest.value,
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
  }));
  const exported = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) =>
      entry.moduleRequest === null ? [] : [{ from: entry.moduleRequest.value, typeOnly: entry.isType }],
    ),
  );
  const lazy = module.dynamicImports.map((one) => ({
    from: text.slice(one.moduleRequest.start + 1, one.moduleRequest.end - 1),
    typeOnly: false,
  }));
  return [...fixed, ...exported, ...lazy];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name?: string } | null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function functionsOf(text: string, path: string): Source['functions'] {
  const found: { name: string; lines: number }[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (!isNode(value)) return;
    if (/Function|^MethodDefinition$/u.test(value.type) && !value.type.startsWith('TS')) {
      const lines = text.slice(value.start, value.end).split('\n').length;
      found.push({ name: value.id?.name ?? `at ${text.slice(0, value.start).split('\n').length}`, lines });
    }
    for (const [key, child] of Object.entries(value)) if (key !== 'parent') visit(child);
  };
  visit(parseSync(path, text).program.body);
  return found;
}

function roomOf(path: string): string {
  const [first, second] = relative('src', path).split('/');
  return second === undefined ? '.' : (first ?? '.');
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  return {
    path,
    room: roomOf(path),
    lines: text.trimEnd().split('\n').length,
    text,
    imports: importsOf(text, path),
    functions: functionsOf(text, path),
  };
}

function targetRoom(source: Source, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  return roomOf(normalize(join(dirname(source.path), from)));
}

const sources = filesBelow('src')
  .filter((path) => !path.endsWith('.test.ts'))
  .map(read);

/** Tables may be long: files that hold data and nothing that decides. */
function isTable(source: Source): boolean {
  return source.functions.every((one) => one.lines <= 3);
}

describe('the rooms', () => {
  it('are all named in the table of what may import what', () => {
    const unnamed = [...new Set(sources.map((source) => source.room))].filter((room) => !(room in mayImport));
    expect(unnamed).toEqual([]);
  });

  it('import downwards only', () => {
    const wrong = sources.flatMap((source) =>
      source.imports.flatMap(({ from, typeOnly }) => {
        const target = targetRoom(source, from);
        if (target === undefined || target === source.room) return [];
        if (!mayImport[source.room]?.includes(target)) return [`${source.path} imports ${from}`];
        const typeRule = typesOnly.some(([room, other]) => room === source.room && other === target);
        // The constructors of Fact are pure, and checks may make one up.
        if (from.endsWith('/probes/fact.ts')) return [];
        return typeRule && !typeOnly ? [`${source.path} imports more than types from ${from}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('keep pure rooms free of node:*', () => {
    const wrong = sources
      .filter((source) => withoutNode.has(source.room))
      .flatMap((source) =>
        source.imports
          .filter(({ from, typeOnly }) => from.startsWith('node:') && !typeOnly)
          .map(({ from }) => `${source.path} imports ${from}`),
      );
    expect(wrong).toEqual([]);
  });

  it('leave child processes and the file system to host', () => {
    const machine = new Set([
      'node:child_process',
      'node:fs',
      'node:fs/promises',
      'node:net',
      'node:dns',
      'node:os',
    ]);
    const wrong = sources
      .filter((source) => source.room !== 'host' && source.path !== 'src/cli/process-context.ts')
      .flatMap((source) =>
        source.imports
          .filter(({ from }) => machine.has(from))
          .map(({ from }) => `${source.path} imports ${from}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe('the charter', () => {
  it('keeps files short: none of logic over 300 lines, median at most 80, nine of ten at most 200', () => {
    const long = sources.filter((source) => source.lines > 300 && !isTable(source));
    expect(long.map((source) => `${source.path}: ${source.lines}`)).toEqual([]);
    const sorted = sources.map((source) => source.lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(200);
  });

  it('keeps functions at 60 lines or fewer', () => {
    const long = sources.flatMap((source) =>
      source.functions
        .filter((one) => one.lines > 60)
        .map((one) => `${source.path} ${one.name}: ${one.lines}`),
    );
    expect(long).toEqual([]);
  });

  it('has no default exports, no export *, and no files of leftovers', () => {
    const named = sources.filter((source) =>
      /^(?:utils?|helpers?|common|misc)\.ts$/u.test(source.path.split('/').at(-1) ?? ''),
    );
    expect(named.map((source) => source.path)).toEqual([]);
    const wrong = sources.filter((source) => /^export (?:default|\*)/mu.test(source.text));
    expect(wrong.map((source) => source.path)).toEqual([]);
  });

  it('imports zod through zod/mini and loads heavy libraries lazily', () => {
    const lazyOnly = new Set(['yaml', 'zod', 'zod/mini', '@kubernetes/client-node']);
    const wrong = sources.flatMap((source) =>
      source.imports.filter(({ from }) => from === 'zod').map(({ from }) => `${source.path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
    const eager = reachable('src/main.ts').flatMap((source) =>
      staticImports(source)
        .filter((from) => lazyOnly.has(from))
        .map((from) => `${source.path} imports ${from} at start`),
    );
    expect(eager).toEqual([]);
  });
});

function staticImports(source: Source): string[] {
  const { module } = parseSync(source.path, source.text);
  return module.staticImports
    .filter((one) => !(one.entries.length > 0 && one.entries.every((entry) => entry.isType)))
    .map((one) => one.moduleRequest.value);
}

/** Everything that is loaded before the first command runs. */
function reachable(entry: string): Source[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const source = byPath.get(path);
    if (source === undefined || seen.has(path)) return;
    seen.add(path);
    for (const from of staticImports(source)) {
      if (from.startsWith('.')) visit(normalize(join(dirname(path), from)));
    }
  };
  visit(entry);
  return sources.filter((source) => seen.has(source.path));
}
