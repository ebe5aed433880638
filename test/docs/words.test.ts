import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { commands } from '../../src/cli/commands/registry.ts';
import { exitCodes } from '../../src/engine/exit-code.ts';
import { namedCommandLines, unknownIn } from './command-words.ts';
import { allPages, fencesOf, repository } from './markdown.ts';

const pages = allPages();
const docs = pages.filter(({ path }) => path === 'README.md' || path.startsWith('docs/'));
/** Made from the command tree: it names everything. */
const generated = new Set(['docs/commands.md', 'docs/checks.md', 'docs/requirements.md']);
const written = docs.filter(({ path }) => !generated.has(path)).map(({ text }) => text);
const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** Shells, whose blocks are run; and what is shown, not run. */
const languages = new Set([
  'sh',
  'console',
  'text',
  'yaml',
  'json',
  'dockerfile',
  'ini',
  'ts',
  'diff',
  'promql',
  '',
]);

describe.each(pages)('$path', ({ text }) => {
  it('names only commands and flags of kube-preflight that exist', () => {
    expect(namedCommandLines(text).flatMap((words) => unknownIn(words) ?? [])).toEqual([]);
  });

  it('has only blocks of languages that the tests know', () => {
    expect(fencesOf(text).filter(({ language }) => !languages.has(language))).toEqual([]);
  });

  it('has only YAML and JSON that can be read', () => {
    const errors = fencesOf(text)
      .filter(({ language }) => ['yaml', 'json'].includes(language))
      .flatMap((fence) => parseAllDocuments(fence.text))
      .flatMap((document) => ('errors' in document ? document.errors : []));
    expect(errors).toEqual([]);
  });

  it('shows commands of kube-preflight only in blocks that are run', () => {
    const hidden = fencesOf(text)
      .filter(({ language }) => !['sh', 'console', 'yaml', 'dockerfile', 'ini'].includes(language))
      .filter((fence) =>
        /^(?:sudo )?kube-preflight [a-z]/mu.test(fence.text.replaceAll(/^kube-preflight \S+ {2}.*$/gmu, '')),
      );
    expect(hidden.map(({ line }) => line)).toEqual([]);
  });
});

describe('the written pages', () => {
  it.each(commands.map(({ name }) => name))('tell of kube-preflight %s', (name) => {
    expect(written.some((text) => text.includes(`kube-preflight ${name}`))).toBe(true);
  });

  it.each(Object.entries(exitCodes))('tell what %s, exit code %i, means', (_, code) => {
    expect(read('docs/exit-codes.md')).toMatch(new RegExp(`^\\| +${String(code)} \\| +\\S`, 'mu'));
  });
});

describe('files of this program that the pages show', () => {
  const examples = globSync('docs/examples/*.yaml', { cwd: repository }).map(read);
  const shown = docs
    .flatMap(({ text }) => fencesOf(text))
    .filter(({ text }) => /^kind: (?:Waivers|Requirements)$/mu.test(text));

  it('are those of docs/examples, which are run', () => {
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.filter(({ text }) => !examples.some((example) => example.trim() === text.trim()))).toEqual(
      [],
    );
  });
});

describe('docs/commands.md', () => {
  const sections = read('docs/commands.md').split(/^## /mu);

  it.each(commands)('has the flags of $name that decide something', ({ name, flags }) => {
    const section = sections.find((one) => one.startsWith(`kube-preflight ${name}\n`)) ?? '';
    const missing = flags.filter(
      (flag) =>
        flag.noEffect !== true && !section.includes(`\`${flag.name.length === 1 ? '-' : '--'}${flag.name}`),
    );
    expect(missing.map((flag) => flag.name)).toEqual([]);
  });
});
