// docs/commands.md: every command and flag, from the table that the command line itself is made from.
import type { Command } from '../src/cli/command.ts';
import type { FlagSpec } from '../src/cli/flag.ts';
import { markdownCell, markdownTable } from '../src/report/markdown-table.ts';

const head = `# Commands and flags

Generated from the program by \`npm run docs\`. The same for one command: \`kube-preflight init --help\`, and as a man
page \`kube-preflight man init\`. Flags are written \`--flag value\` or \`--flag=value\`; lists take commas and repeats.
What each [exit code](exit-codes.md) means is the same for all of them.
`;

export function commandsPage(commands: readonly Command[]): string {
  const list = commands.map(({ name, summary }) => `- [${name}](#kube-preflight-${name}): ${summary}`);
  return [head, list.join('\n'), '', ...commands.map(sectionOf)].join('\n');
}

function sectionOf({ name, about, operands, flags, examples }: Command): string {
  const shown = flags.filter(({ noEffect }) => noEffect !== true);
  const silent = flags.filter(({ noEffect }) => noEffect === true);
  const usage = ['kube-preflight', name, '[flags]', operands ?? ''].join(' ').trim();
  return [
    `## kube-preflight ${name}\n`,
    `\`${usage}\`\n`,
    `${words(about)}\n`,
    ...(examples.length === 0 ? [] : [exampleBlock(examples)]),
    ...(shown.length === 0 ? [] : [markdownTable(['flag', 'meaning'], shown.map(rowOf))]),
    ...(silent.length === 0
      ? []
      : [`Flags of kubeadm that are accepted and decide nothing here: ${silent.map(spelled).join(', ')}.\n`]),
  ].join('\n');
}

function exampleBlock(examples: Command['examples']): string {
  const lines = examples.flatMap(({ line, does }) => [`# ${does}`, line]);
  // The test of this page answers what `fix --apply` asks.
  const mark = lines.some((line) => line.includes('--apply')) ? '<!-- docs-test: answers y -->\n\n' : '';
  return `${mark}\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;
}

function spelled({ name }: FlagSpec): string {
  return `\`${name.length === 1 ? '-' : '--'}${name}\``;
}

function rowOf(flag: FlagSpec): readonly string[] {
  const { name, short, kind, value, choices, help } = flag;
  const both = short === undefined || short === name ? '' : `\`-${short}\`, `;
  const valued = kind === 'boolean' ? spelled(flag) : spelled(flag).replace(/`$/u, ` ${value ?? 'value'}\``);
  const choice = choices === undefined ? '' : ` (${choices.join(', ')})`;
  return [`${both}${valued}`, words(`${help}${choice}`)];
}

/** Texts of the command line have code between backticks, as Markdown has. */
function words(text: string): string {
  return markdownCell(text).replaceAll(String.raw`\``, '`');
}
