import { suggest } from '../config/suggest.ts';
import type { Command } from './command.ts';

/** Words for a flag that a command does not have, without the value that was given with it. */
export function unknownFlag(given: string, command: Command): string {
  const flag = given.replace(/=.*$/su, '');
  const names = command.flags.filter(({ noEffect }) => noEffect !== true).map(({ name }) => name);
  const near = suggest(flag.replace(/^-+/u, ''), names) ?? sameEnd(flag.replace(/^-+/u, ''), names);
  return `error: unknown option '${flag}'${near === undefined ? '' : `; did you mean --${near}?`}\n`;
}

/** `--proxy-mode` is `--mode` elsewhere, and the other way round. */
function sameEnd(flag: string, names: readonly string[]): string | undefined {
  const alike = names.filter((name) => flag.endsWith(`-${name}`) || name.endsWith(`-${flag}`));
  return alike.length === 1 ? alike[0] : undefined;
}
