import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from '../written/script.ts';

const programs = [
  'nft',
  'ipset',
  ...['iptables', 'ip6tables'].flatMap((name) => [name, `${name}-restore`, `${name}-save`]),
] as const;

/** Programs that note what they are given, then do what the real ones do. Returns the folder for PATH. */
export function makeWrappers(folder: string, directories: readonly string[]): string {
  const bin = join(folder, 'bin');
  const notes = join(folder, 'notes');
  mkdirSync(bin, { recursive: true });
  mkdirSync(notes, { recursive: true });
  for (const name of programs) {
    const lines = [
      '#!/bin/sh',
      `PATH='${directories.join(':')}'`,
      `note=$(mktemp -d "${notes}/$(date +%s.%N)-XXXXXX")`,
      `printf '%s\\n' '${name}' "$@" >"$note/argv"`,
      'case "$0 $*" in',
      '*-restore\\ * | *"-f -"*) cat >"$note/stdin" ;;',
      '*) : >"$note/empty" ;;',
      'esac',
      'input=$note/stdin; [ -e "$input" ] || input=$note/empty',
      `'${name}' "$@" <"$input"`,
      'status=$?',
      'echo "$status" >"$note/status"',
      'exit "$status"',
      '',
    ];
    writeFileSync(join(bin, name), lines.join('\n'));
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

/** What was noted, in the order of time. */
export function readNotes(folder: string): readonly Script[] {
  const notes = join(folder, 'notes');
  return readdirSync(notes)
    .toSorted()
    .flatMap((note): readonly Script[] => {
      const files = new Set(readdirSync(join(notes, note)));
      const read = (name: string): string => readFileSync(join(notes, note, name), 'utf8');
      const [program, ...rest] = read('argv').trimEnd().split('\n');
      // Without a status it was still at work when all ended.
      if (program === undefined || !files.has('status')) return [];
      return [
        {
          argv: [program, ...rest],
          ...(files.has('stdin') ? { stdin: read('stdin') } : {}),
          ...(read('status').trim() === '0' ? {} : { mayFail: true }),
        },
      ];
    });
}
