import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page for people: its path in the repository, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
  /** What a comment `<!-- docs-test: … -->` right above it says. */
  readonly marks: string;
}

export const repository = join(import.meta.dirname, '../..');

/** Every page in the repository that a person may read, in the order of their names. */
export function allPages(): readonly Page[] {
  const paths = [
    ...globSync('*.md', { cwd: repository }),
    ...globSync('{docs,ansible}/**/*.md', { cwd: repository }),
  ];
  return paths.toSorted().map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}

const opening = /^(?<indent> *)(?<ticks>`{3,})(?<language>[\w-]*).*$/u;
const mark = /^ *<!-- docs-test: (?<marks>.*) -->$/u;

export function fencesOf(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const open = opening.exec(lines[at] ?? '')?.groups;
    if (open === undefined) continue;
    const { indent = '', ticks = '', language = '' } = open;
    const above = lines.slice(0, at).findLast((line) => line.trim() !== '') ?? '';
    const first = at + 1;
    at = lines.indexOf(`${indent}${ticks}`, first);
    if (at === -1) throw new Error(`the block that opens in line ${String(first)} does not close`);
    fences.push({
      language,
      text: lines
        .slice(first, at)
        .map((line) => line.slice(indent.length))
        .join('\n'),
      line: first + 1,
      marks: mark.exec(above)?.groups?.['marks'] ?? '',
    });
  }
  return fences;
}

/** The text without its fenced blocks. */
export function proseOf(text: string): string {
  return text.replaceAll(/^( *)(`{3,}).*\n[\s\S]*?^\1\2$/gmu, '');
}

/** What stands between single backticks. */
export function inlineCodeOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/gu)].map((found) =>
    (found[2] ?? '').replaceAll(/\s+/gu, ' ').trim(),
  );
}

export interface Link {
  /** '' : the page itself. */
  readonly path: string;
  /** '' : the top. */
  readonly anchor: string;
}

/** Links to places in the repository. */
export function localLinksOf(text: string): readonly Link[] {
  const prose = proseOf(text).replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/gu, '');
  return [...prose.matchAll(/\]\((?![a-z]+:)(?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]*))?\)/gu)].map(
    ({ groups }) => ({ path: groups?.['path'] ?? '', anchor: groups?.['anchor'] ?? '' }),
  );
}

/** The anchors of headings, as GitHub makes them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(text).matchAll(/^#{1,6} +(.*)$/gmu)) {
    const plain = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/gu, '-');
    const taken = [...anchors].filter((one) => one === plain || one.startsWith(`${plain}-`)).length;
    anchors.add(anchors.has(plain) ? `${plain}-${String(taken)}` : plain);
  }
  return anchors;
}
