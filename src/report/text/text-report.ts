import type { Judgement } from '../../findings/judgement.ts';
import type { Rendered, ReportOptions } from '../report.ts';
import { arrange, type Arrangement, type Branch } from './arrange.ts';
import { branchLines, type BranchOptions } from './branch-lines.ts';
import { headLines, plannedLines } from './head.ts';
import { createPen, type Pen } from './pen.ts';
import { foldedPasses, sideEffectLines, timingLines, verdictLine } from './summary.ts';

/** Blocks of more than two lines stand apart from their neighbours. */
function spaced(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((block, index) => {
    const before = blocks[index - 1];
    const apart = before !== undefined && (before.length > 2 || block.length > 2);
    return apart ? ['', ...block] : [...block];
  });
}

function section(pen: Pen, heading: string, branches: readonly Branch[], options: BranchOptions): string[] {
  const lines = branches.map((branch) => branchLines(pen, branch, options));
  return [pen.paint({ text: heading, style: 'strong' }), ...spaced(lines)];
}

function body(pen: Pen, { problems, notes, passes }: Arrangement, options: BranchOptions): string[][] {
  const passesShown = options.verbose ? passes : [];
  const brief = { ...options, verbose: false };
  return [
    ...problems.map(({ group, branches }) => section(pen, group, branches, options)),
    ...(notes.length > 0 ? [section(pen, 'notes', notes, options)] : []),
    ...passesShown.map(({ group, branches }) => section(pen, `passed: ${group}`, branches, brief)),
  ];
}

/** For people: the plan, what is amiss by subject with the worst first, notes, what is well, the verdict last. */
export function textReport(judgement: Judgement, options: ReportOptions): Rendered {
  const pen = createPen(options);
  const verdictColumns = judgement.counts.unknown > 0 ? 'unknown'.length : 'fail'.length;
  const arrangement = arrange(judgement.findings);
  const blocks = [
    [...headLines(pen, judgement, options.verbose), ...plannedLines(pen, judgement)],
    ...body(pen, arrangement, { verbose: options.verbose, verdictColumns }),
    [
      ...(options.timings ? timingLines(pen, judgement.timings) : []),
      ...sideEffectLines(pen, judgement.sideEffects),
      ...(options.verbose ? [] : foldedPasses(pen, arrangement.passes)),
      ...verdictLine(pen, judgement),
    ],
  ];
  return { stdout: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`, stderr: '' };
}
