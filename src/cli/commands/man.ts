import { exitCodes } from '../../engine/exit-code.ts';
import { suggest } from '../../config/suggest.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { rejectOperands } from '../operands.ts';

export const manCommand: Command = {
  name: 'man',
  summary: 'print a man page',
  operands: '[COMMAND]',
  about:
    'Prints the man page of the program, or of one of its commands, as source for man(1). Made from the same table as the flags themselves. The date of the page is SOURCE_DATE_EPOCH if that is set, else today.',
  flags: [],
  examples: [
    { line: 'kube-preflight man init | man -l -', does: 'read the page of a command' },
    {
      line: 'kube-preflight man > /usr/local/share/man/man1/kube-preflight.1',
      does: 'put the page of the program where man finds it',
    },
  ],
  async run(operands, _flags, context) {
    const [word, ...surplus] = operands;
    rejectOperands('man', surplus);
    const { commands } = await import('./registry.ts');
    const { commandPage, programPage } = await import('../man/page.ts');
    const head = { version: context.version, date: dateOf(context) };
    const command = commands.find(({ name }) => name === word);
    if (word !== undefined && command === undefined) {
      const near = suggest(
        word,
        commands.map(({ name }) => name),
      );
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      throw new UserError(`there is no command ${JSON.stringify(word)}${hint}`, exitCodes.usage);
    }
    context.stdout.write(
      command === undefined ? programPage(commands, head) : commandPage(command, commands, head),
    );
    return exitCodes.ready;
  },
};

/** As reproducible builds want it (reproducible-builds.org/specs/source-date-epoch). */
function dateOf(context: Context): string {
  const epoch = context.env['SOURCE_DATE_EPOCH'] ?? '';
  return /^\d{1,11}$/u.test(epoch)
    ? new Date(Number(epoch) * 1000).toISOString().slice(0, 10)
    : context.today();
}
