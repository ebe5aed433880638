import { type Grade, gradeOf } from './judge-answer.ts';
import type { Answer } from './run-guest.ts';

const grades: readonly Grade[] = ['right', 'could not tell', 'no answer', 'WRONG PASS', 'WRONG FAIL'];

/** The results as a part of docs/accuracy.md: the sums, and each guest by itself. */
export function vmSection(answers: readonly Answer[], cases: number): string {
  const kernels = [...new Set(answers.map(({ kernel }) => kernel))];
  const lines = [
    '<!-- vm:begin -->',
    '## Kernels in virtual machines',
    '',
    'Written by `npm run test:vm`. Each guest boots a kernel of Debian from which something was taken, asks',
    '`kube-preflight init` for the mode, and then loads rules of the kinds that kube-proxy writes for real. A verdict',
    'is right when it passes where they load, and fails where they do not.',
    ...(answers.length === cases ? [] : [`Of ${cases} guests ${answers.length} were run with this build.`]),
    '',
    `| kernel | guests | ${grades.join(' | ')} |`,
    `|---|--:|${grades.map(() => '--:').join('|')}|`,
    ...kernels.map((kernel) =>
      sumLine(
        kernel,
        answers.filter((answer) => answer.kernel === kernel),
      ),
    ),
    ...(kernels.length > 1 ? [sumLine('all', answers)] : []),
    '',
    '| guest | rules load | verdict | |',
    '|---|---|---|---|',
    ...answers.map(
      (answer) =>
        `| ${answer.vm.name} | ${answer.works ? 'yes' : 'no'} | ${answer.verdict} | ${gradeOf(answer)} |`,
    ),
    '<!-- vm:end -->',
  ];
  return lines.join('\n');
}

function sumLine(kernel: string, answers: readonly Answer[]): string {
  const counts = grades.map((grade) => answers.filter((answer) => gradeOf(answer) === grade).length);
  return `| ${kernel} | ${answers.length} | ${counts.join(' | ')} |`;
}
