import { spawnSync } from 'node:child_process';
import { type Fence, fencesOf, type Page } from './markdown.ts';

/** One command of a page, with what the page says about it. */
export interface DocCommand {
  /** `docs/fix.md:12`. */
  readonly place: string;
  readonly text: string;
  /** Codes with which kube-preflight may end in it. */
  readonly exits: readonly number[];
  /** A person at a terminal gives this answer to each question; absent: there is no terminal. */
  readonly answer?: string;
  /** What a terminal shows; absent: the page does not say. */
  readonly shows?: string;
}

/** A verdict may go either way on the machine of a test; a mistake in the command line may not. */
const verdicts = [0, 1] as const;

/** The commands of a page, in order: all of its `sh` blocks, and the lines after `$` in `console` and `text` blocks. */
export function commandsOf({ path, text }: Page): readonly DocCommand[] {
  return fencesOf(text).flatMap((fence) => {
    const said = readMarks(fence, path);
    const place = (offset: number) => `${path}:${String(fence.line + offset)}`;
    if (fence.language === 'sh') {
      return complete(fence.text).map(({ text: command, offset }) => ({
        ...said,
        place: place(offset),
        text: command,
      }));
    }
    if (fence.language !== 'console' && fence.language !== 'text') return [];
    const parts = fence.text.split(/^\$ /mu);
    return parts.slice(1).map((part, index) => {
      const [command, rest] = firstCommand(part);
      const offset =
        parts
          .slice(0, index + 1)
          .join('')
          .split('\n').length - 1;
      const shows = fence.language === 'console' ? { shows: rest } : {};
      return { ...said, place: place(offset), text: command, ...shows };
    });
  });
}

/** `exits 3`, `exits 0 1 130`, `answers y`; several with a comma. */
function readMarks({ marks, line }: Fence, path: string): Pick<DocCommand, 'exits' | 'answer'> {
  let exits: readonly number[] = verdicts;
  let answer: string | undefined;
  for (const mark of marks === '' ? [] : marks.split(', ')) {
    const [, codes] = /^exits ((?:\d+ ?)+)$/u.exec(mark) ?? [];
    const [, word] = /^answers (\S+)$/u.exec(mark) ?? [];
    if (codes !== undefined) exits = codes.split(' ').map(Number);
    else if (word !== undefined) answer = word;
    else throw new Error(`${path}:${String(line)}: no mark is called ${JSON.stringify(mark)}`);
  }
  return answer === undefined ? { exits } : { exits, answer };
}

interface Placed {
  readonly text: string;
  readonly offset: number;
}

/** The commands of a script: lines are joined until bash takes them for whole. */
function complete(script: string): readonly Placed[] {
  const commands: Placed[] = [];
  let open: Placed | undefined;
  for (const [offset, line] of script.split('\n').entries()) {
    if (open === undefined && /^\s*(?:#|$)/u.test(line)) continue;
    open = open === undefined ? { text: line, offset } : { ...open, text: `${open.text}\n${line}` };
    if (!isWhole(open.text)) continue;
    commands.push(open);
    open = undefined;
  }
  return open === undefined ? commands : [...commands, open];
}

function firstCommand(text: string): readonly [string, string] {
  const lines = text.split('\n');
  let count = 1;
  while (count < lines.length && !isWhole(lines.slice(0, count).join('\n'))) count += 1;
  return [lines.slice(0, count).join('\n'), lines.slice(count).join('\n')];
}

/** A here-document without its end is only warned of. */
function isWhole(text: string): boolean {
  if (text.endsWith('\\')) return false;
  const parsed = spawnSync('bash', ['-n', '-c', text], { encoding: 'utf8' });
  return parsed.status === 0 && parsed.stderr === '';
}
