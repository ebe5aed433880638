import { Command as Commander, CommanderError, Option } from 'commander';
import { suggest } from '../config/suggest.ts';
import { exitCodes } from '../engine/exit-code.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import { type FlagSpec, flagValues } from './flag.ts';
import { helpLayout, wrapRows } from './help-layout.ts';
import { contextOf } from './host-of.ts';
import { normalizePflags } from './pflag.ts';
import { texts } from './texts.ts';
import { unknownFlag } from './unknown-flag.ts';

/**
 * Parses the command line and runs the command it names.
 * @param argv without node and script
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  commands: readonly Command[],
  context: Context,
): Promise<number> {
  let exitCode: number = exitCodes.ready;
  const program = buildProgram(commands, context, (code) => (exitCode = code));
  try {
    const flags = commands.flatMap((command) => command.flags);
    await program.parseAsync([...normalizePflags(await withoutHelp(argv, commands), flags)], {
      from: 'user',
    });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help and version are no errors.
    return error.exitCode === 0 ? exitCodes.ready : exitCodes.usage;
  }
}

async function withoutHelp(
  argv: readonly string[],
  commands: readonly Command[],
): Promise<readonly string[]> {
  const [first, ...words] = argv;
  if (first !== 'help') return argv;
  const { helpArguments } = await import('./help-words.ts');
  return helpArguments(words, commands);
}

function buildProgram(
  commands: readonly Command[],
  context: Context,
  done: (exitCode: number) => void,
): Commander {
  const program = new Commander('kube-preflight')
    .description(texts.program)
    .version(`kube-preflight ${context.version}`, '--version', texts.versionFlag)
    .helpOption('-h, --help', texts.helpFlag)
    .addHelpText('after', () => wrapRows(texts.programAfter, context.stdout.columns))
    .configureHelp({ ...helpLayout, subcommandTerm: (command) => command.name() });
  program.allowExcessArguments();
  dress(program, context);
  for (const command of commands) program.addCommand(nameCommand(command));
  // Only the command that was named gets its flags: to make those of all takes milliseconds.
  program.hook('preSubcommand', (_program, named) => {
    const command = commands.find(({ name }) => name === named.name());
    if (command !== undefined) equip(named, command, context, done);
  });
  // Without a command: the help, as kubeadm does.
  program.action(() => {
    const [word] = program.args;
    if (word === undefined) program.outputHelp();
    else
      program.error(
        texts.unknownCommand(
          word,
          suggest(
            word,
            commands.map(({ name }) => name),
          ),
        ),
      );
  });
  return program;
}

/** Output goes to the injected streams; a fault is thrown, not exited upon. */
function dress(program: Commander, context: Context): void {
  program.exitOverride().configureOutput({
    writeOut: (text) => context.stdout.write(text),
    writeErr: (text) => context.stderr.write(text),
    getOutHelpWidth: () => context.stdout.columns,
    getErrHelpWidth: () => context.stderr.columns,
  });
}

/** As far as the list of commands in `--help` needs it. */
function nameCommand({ name, summary, about }: Command): Commander {
  return new Commander(name).summary(summary).description(about);
}

/** Gives a named command its operands, flags and action. */
function equip(named: Commander, command: Command, context: Context, done: (exitCode: number) => void): void {
  named
    .helpOption('-h, --help', texts.helpFlag)
    .argument('[operands...]')
    .usage(['[flags]', command.operands].filter((part) => part !== undefined).join(' '))
    .addHelpText('after', () => wrapRows(examplesOf(command), context.stdout.columns))
    .configureHelp(helpLayout);
  dress(named, context);
  named.configureOutput({
    outputError(text, write) {
      const given = /^error: unknown option '([^']+)'/u.exec(text)?.[1];
      write(given === undefined ? text : unknownFlag(given, command));
    },
  });
  for (const flag of command.flags) named.addOption(optionOf(flag));
  named.action(async (operands: string[], options: Record<string, string | string[] | boolean>) => {
    const parsed = new Map(
      command.flags.map((flag) => [flag.name, options[optionOf(flag).attributeName()] ?? false]),
    );
    const values = flagValues(parsed);
    const run = async (own: Context): Promise<number> =>
      command.run(operands, values, await contextOf(values, own));
    const file = values.text('output-file') ?? '-';
    if (file === '-') return done(await run(context));
    const { toOutputFile } = await import('./output-file.ts');
    return done(await toOutputFile(file, context, run));
  });
}

function optionOf(flag: FlagSpec): Option {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const value = flag.kind === 'boolean' ? '' : ` <${flag.value ?? 'value'}>`;
  const option = new Option(`${short}--${flag.name}${value}`, flag.help);
  if (flag.noEffect) option.hideHelp();
  if (flag.kind === 'list')
    return option.argParser((given: string, before: string[] | undefined) =>
      gather(flag, given.split(','), before),
    );
  if (flag.kind === 'paths')
    return option.argParser((given: string, before: string[] | undefined) => gather(flag, [given], before));
  if (flag.choices !== undefined) option.choices([...flag.choices]);
  return option;
}

function gather(flag: FlagSpec, given: readonly string[], before: readonly string[] | undefined): string[] {
  const words = given.map((word) => word.trim()).filter((word) => word !== '');
  const wrong = flag.choices && words.find((word) => !flag.choices?.includes(word));
  if (wrong !== undefined) {
    throw new UserError(texts.badChoice(flag.name, wrong, flag.choices ?? []), exitCodes.usage);
  }
  return [...(before ?? []), ...words];
}

function examplesOf(command: Command): string {
  if (command.examples.length === 0) return '';
  const lines = command.examples.map((example) => `  ${example.line}\n      ${example.does}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
