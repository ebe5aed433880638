import { commands } from '../../src/cli/commands/registry.ts';
import { fencesOf, inlineCodeOf } from './markdown.ts';

/** A command line of kube-preflight that a text names, as words. */
export type Words = readonly string[];

/** Every command line of kube-preflight in code: in blocks of any language, and between backticks. */
export function namedCommandLines(text: string): readonly Words[] {
  const code = [...fencesOf(text).map((fence) => fence.text), ...inlineCodeOf(text)];
  return code.flatMap((piece) =>
    piece
      .replaceAll('\\\n', ' ')
      .split('\n')
      .flatMap((line) => [
        ...line.matchAll(/(?:^|[\s(`"'])(?:[\w.$/-]*\/)?kube-preflight (?<rest>[a-z-][^|;&<>`#"')\]]*)/gu),
      ])
      .map(({ groups }) => (groups?.['rest'] ?? '').trim().split(/\s+/u)),
  );
}

/** What the command tree does not know of a command line; undefined if it knows all. */
export function unknownIn([first = '', ...rest]: Words): string | undefined {
  if (['--help', '-h', '--version'].includes(first)) return undefined;
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) return `no command ${first}`;
  const known = new Set(
    command.flags
      .flatMap(({ name, short }) => [`--${name}`, `-${short ?? name.slice(0, 1)}`])
      .concat('--help', '-h'),
  );
  const flag = rest
    .filter((word) => /^--?[a-z]/u.test(word))
    .map((word) => word.replace(/[=[].*$/u, '').replace(/[.,:]+$/u, ''))
    .find((word) => !known.has(word));
  return flag === undefined ? undefined : `${first} does not take ${flag}`;
}
