import { ideals, isRight, judges, type Measured, type Share, shareOf } from './measure.ts';

const begin = '<!-- corpus:begin -->';
const end = '<!-- corpus:end -->';

const percent = ({ right, all }: Share): string =>
  `${all === 0 ? 100 : Math.round((100 * right) / all)} % (${right} of ${all})`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The share of right verdicts, by ideal and judge. */
export function shareTable(measured: readonly Measured[]): readonly string[] {
  const lines = [...ideals, undefined].map((ideal) => [
    ideal ?? 'all',
    ...judges.map((_, judge) => percent(shareOf(measured, judge, ideal))),
  ]);
  return [
    row(['ideal', ...judges.map(({ name }) => name)]),
    row(['---', ...judges.map(() => '---:')]),
    ...lines.map(row),
  ];
}

/** What `docs/accuracy.md` says of the field, between its marks. */
export function corpusSection(measured: readonly Measured[]): string {
  const missed = measured.filter(({ of, said: [ours] }) => ours !== undefined && !isRight(of.ideal, ours));
  const disagreed = measured.filter(({ of }) => of.disagrees !== undefined);
  const byLogs = measured.filter(({ of }) => of.logs !== undefined);
  return [
    begin,
    '## Reports from the field',
    '',
    `${measured.length} real failures and false alarms, each with the verdict that a good preflight would give. The state of each node is made from what could be observed there (\`test/corpus/\`), and judged by the same engine for all columns: kubeadm by \`--policy kubeadm\` of its release. \`npm run accuracy\` measures anew and writes this section.`,
    '',
    'Right is: an `error` fails; a `warning` warns or fails; an `info` does not fail; an `ok` neither fails nor warns. What is said of every node in a mode (that ipvs is deprecated, that no mode is set) does not count.',
    '',
    ...shareTable(measured),
    '',
    `${byLogs.length} of these states show in logs alone (${byLogs.map(({ of }) => of.id).join(', ')}), and were given to \`kube-preflight logs\`; kubeadm reads none.`,
    '',
    '### Not right, or not agreed with',
    '',
    'What this project says otherwise than the ideal, and why. Cases with a reason are counted as wrong all the same where the verdict differs.',
    '',
    ...[...new Set([...missed, ...disagreed])]
      .toSorted((a, b) => a.of.id.localeCompare(b.of.id, 'en'))
      .map(
        ({ of, said: [ours] }) =>
          `- [${of.id}](${of.source}) (${of.ideal}, said: ${ours?.verdict ?? ''}): ${of.title}. ${of.disagrees ?? 'Missed.'}`,
      ),
    '',
    '### All reports',
    '',
    row(['report', 'what it is about', 'ideal', ...judges.slice(0, 3).map(({ name }) => name)]),
    row(['---', '---', '---', '---', '---', '---']),
    ...measured.map(({ of, said }) =>
      row([
        `[${of.id}](${of.source})`,
        of.title.replaceAll('|', String.raw`\|`),
        of.ideal,
        ...said.slice(0, 3).map((one) => `${one.verdict}${isRight(of.ideal, one) ? '' : ' ✗'}`),
      ]),
    ),
    end,
  ].join('\n');
}

/** The page with this section in place of its old one. */
export function withSection(page: string, section: string): string {
  const marked = new RegExp(`${begin}[^]*${end}`, 'u');
  return marked.test(page) ? page.replace(marked, () => section) : `${page.trimEnd()}\n\n${section}\n`;
}
