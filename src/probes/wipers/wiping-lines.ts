import type { WipingLine } from './facts.ts';

const builtIn = 'INPUT|OUTPUT|FORWARD|PREROUTING|POSTROUTING';
const patterns = [
  /\bnft\b[^;&|#]*\bflush\s+ruleset\b/u,
  // A flush of all chains of a table or of a built-in one; not of a chain of one's own.
  new RegExp(
    `\\bip6?tables(?:-nft|-legacy)?\\b[^;&|#]*\\s(?:-F|--flush)(?:\\s+(?:${builtIn}))?\\s*(?:$|[;&|#>0-9-])`,
    'u',
  ),
  /\bip6?tables(?:-nft|-legacy)?-restore\b(?![^;&|]*\s(?:-n|--noflush|-t|--test)\b)/u,
] as const;
const ruleset = /^\s*flush\s+ruleset\b/u;

/** The first command in a script, or in a line of a unit, that deletes rules of others. */
export function wipingCommand(text: string, file: string): WipingLine | undefined {
  return firstLine(text, file, (line) => patterns.some((pattern) => pattern.test(line)));
}

/** All `flush ruleset` of a file for nft. */
export function rulesetFlushes(text: string, file: string): readonly WipingLine[] {
  return text.split('\n').flatMap((line, index) => {
    return ruleset.test(line) ? [{ file, line: index + 1, text: line.trim().slice(0, 200) }] : [];
  });
}

export function firstLine(
  text: string,
  file: string,
  fits: (line: string) => boolean,
): WipingLine | undefined {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => !/^\s*[#;]/u.test(line) && fits(line));
  return index < 0 ? undefined : { file, line: index + 1, text: (lines[index] ?? '').trim().slice(0, 200) };
}
