import { bold, italic, roffArgument, roffLine, roffParagraph, roffText } from './roff.ts';
import type { Command, Example } from '../command.ts';
import type { FlagSpec } from '../flag.ts';
import { texts } from '../texts.ts';

const program = 'kube-preflight';

/** What stands in the head of every page. */
export interface PageHead {
  readonly version: string;
  /** `2026-11-23` */
  readonly date: string;
}

/** The page of the program: kube-preflight(1). */
export function programPage(commands: readonly Command[], head: PageHead): string {
  const summaries = commands.map(
    ({ name, summary }) => `.TP\n${bold(pageName(name))}(1)\n${roffParagraph(capital(summary))}.\n`,
  );
  return [
    title(program, head),
    section('NAME', `${roffText(program)} \\- preflight checks for Kubernetes nodes\n`),
    section(
      'SYNOPSIS',
      `${bold(program)} ${italic('command')} [${italic('flags')}] [${italic('operands')}]\n`,
    ),
    section('DESCRIPTION', `${roffParagraph(texts.program)}\n`),
    section('COMMANDS', summaries.join('')),
    section('OPTIONS', option('--help', texts.helpFlag) + option('--version', texts.versionFlag)),
    exitStatus(),
    section('EXAMPLES', examplesOf(commands.flatMap(({ examples }) => examples.slice(0, 1)))),
    section('SEE ALSO', seeAlso(commands.map(({ name }) => name))),
  ].join('');
}

/** The page of one command: kube-preflight-init(1). */
export function commandPage(command: Command, commands: readonly Command[], head: PageHead): string {
  const { name, summary, about, flags, examples, operands } = command;
  const shown = flags.filter(({ noEffect }) => noEffect !== true);
  const silent = flags.filter(({ noEffect }) => noEffect === true);
  const others = commands.filter((one) => one !== command).map((one) => one.name);
  const synopsis = [bold(program), bold(name), `[${italic('flags')}]`, roffText(operands ?? '')]
    .join(' ')
    .trim();
  return [
    title(pageName(name), head),
    section('NAME', `${roffText(pageName(name))} \\-\n${roffLine(summary)}\n`),
    section('SYNOPSIS', `${synopsis}\n`),
    section('DESCRIPTION', `${roffParagraph(about)}\n`),
    section('OPTIONS', [...shown.map(flagOf), option('-h, --help', texts.helpFlag)].join('')),
    silent.length === 0 ? '' : section('FLAGS OF KUBEADM', silentFlags(silent)),
    exitStatus(),
    section('EXAMPLES', examplesOf(examples)),
    section('SEE ALSO', `${bold(program)}(1),\n${seeAlso(others)}`),
  ].join('');
}

export function pageName(command: string): string {
  return `${program}-${command}`;
}

function title(name: string, { version, date }: PageHead): string {
  const fields = [roffArgument(name.toUpperCase()), '1', date, roffArgument(`${program} ${version}`)];
  return `.\\" Made by: ${program} man\n.TH ${fields.join(' ')} "User Commands"\n`;
}

function section(name: string, body: string): string {
  return body === '' ? '' : `.SH ${name.includes(' ') ? `"${name}"` : name}\n${body}`;
}

function option(spelled: string, help: string): string {
  return `.TP\n${bold(spelled)}\n${roffParagraph(capital(help))}.\n`;
}

function flagOf({ name, short, kind, value, help, choices }: FlagSpec): string {
  const long = name.length === 1 ? bold(`-${name}`) : bold(`--${name}`);
  const both = short === undefined || short === name ? long : `${bold(`-${short}`)}, ${long}`;
  const valued = kind === 'boolean' ? '' : `=${italic(value ?? 'value')}`;
  const takes = choices === undefined ? '' : `\n${roffParagraph(`One of ${choices.join(', ')}.`)}`;
  const repeats = { list: '\nA list with commas; may be repeated.', paths: '\nMay be repeated.' } as const;
  const isSaid = help.includes('may be repeated');
  const more = !isSaid && (kind === 'list' || kind === 'paths') ? repeats[kind] : '';
  return `.TP\n${both}${valued}\n${roffParagraph(capital(help))}.${takes}${more}\n`;
}

function silentFlags(flags: readonly FlagSpec[]): string {
  const names = flags.map(({ name }) => bold(`--${name}`)).join(',\n');
  const why = 'Accepted, so that command lines made for kubeadm work unchanged; they decide nothing here:';
  return `${roffParagraph(why)}\n${names}.\n`;
}

function exitStatus(): string {
  const rows = texts.programAfter.matchAll(/^ {2}([\d, ]+?) {2}(.+)$/gmu);
  const body = [...rows].map(([, code = '', means = '']) => option(code, means));
  return section('EXIT STATUS', body.join(''));
}

function examplesOf(examples: readonly Example[]): string {
  const shown = examples.map(
    ({ line, does }) => `${roffParagraph(capital(does))}\n.PP\n.RS 4\n.nf\n${roffText(line)}\n.fi\n.RE\n`,
  );
  return shown.join('.PP\n');
}

function seeAlso(names: readonly string[]): string {
  const pages = names.toSorted().map((name) => `${bold(pageName(name))}(1)`);
  return `${pages.join(',\n')}\n`;
}

/** Names of programs begin as they are written. */
function capital(text: string): string {
  return /^(?:kube|iptables|nft)/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
