import { Help, type Command, type HelpConfiguration } from 'commander';

// As wide as `--ignore-preflight-errors <checks>`: 42 of 80 columns are left for what a flag does.
const termColumn = 34;

/** Help that fits 80 columns: a longer term has a line of its own, so that it does not push the others aside. */
export const helpLayout: HelpConfiguration = {
  minWidthToWrap: 20,
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
