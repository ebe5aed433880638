import { Help, type Command, type HelpConfiguration } from 'commander';

// As wide as `--ignore-preflight-errors <checks>`: 42 of 80 columns are left for what a flag does.
const termColumn = 34;

/** Lines of two columns, or indented ones: what does not fit goes on below the words, and stays whole as a command. */
export function wrapRows(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapRow(line, columns))
    .join('\n');
}

function wrapRow(line: string, columns: number): string {
  const indent = /^ *(?:\d[\d, ]*? {2,})?/u.exec(line)?.[0] ?? '';
  // A command is copied as it stands.
  if (line.length <= columns || line.startsWith('  kube-preflight ')) return line;
  const wrapped = Object.assign(new Help(), { minWidthToWrap: 20 }).boxWrap(
    line.slice(indent.length),
    columns - indent.length,
  );
  return `${indent}${wrapped.replaceAll('\n', `\n${' '.repeat(indent.length)}`)}`;
}

const usage = 'Usage: ';

/** Help that fits 80 columns: a longer term has a line of its own, so that it does not push the others aside. */
export const helpLayout: HelpConfiguration = {
  minWidthToWrap: 20,
  commandUsage(this: Help, command: Command): string {
    const words = Help.prototype.commandUsage.call(this, command);
    const wrapped = this.boxWrap(words, (this.helpWidth ?? 80) - usage.length);
    return wrapped.replaceAll('\n', `\n${' '.repeat(usage.length)}`);
  },
  padWidth(command: Command, helper: Help): number {
    return Math.min(termColumn, Help.prototype.padWidth.call(helper, command, helper));
  },
  formatItem(term: string, width: number, description: string, helper: Help): string {
    const format = (words: string, text: string): string =>
      Help.prototype.formatItem.call(helper, words, width, text, helper);
    if (description === '' || helper.displayWidth(term) <= width) return format(term, description);
    return `${format(term, '')}\n${format('', description)}`;
  },
};
