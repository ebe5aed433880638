import type { Row } from './answers-of.ts';

/** The results as a part of docs/accuracy.md. */
export function userspaceSection(suites: readonly string[], rows: readonly Row[]): string {
  const right = rows.filter(({ expected, said }) => expected === said).length;
  return [
    '<!-- userspace:begin -->',
    '## Old and new tools',
    '',
    `Written by \`npm run test:userspace\`: the executable in root file systems of Debian (${suites.join(', ')}), with their`,
    'own nft, iptables (both variants) and ipset. Expected is what the packages are; of the kernel, what the tools of this',
    `machine are answered. ${right} of ${rows.length} answers are right.`,
    '',
    '| asked | expected | said | |',
    '|---|---|---|---|',
    ...rows.map(
      ({ what, expected, said }) =>
        `| ${what} | ${expected} | ${said} | ${expected === said ? 'right' : 'WRONG'} |`,
    ),
    '<!-- userspace:end -->',
  ].join('\n');
}
