import type { Remedy } from '../findings/finding.ts';
import type { FixPlan, FixReason, FixStep, GuardedCommand, LeftToYou } from '../findings/fix.ts';
import { shellWord } from '../findings/shell-word.ts';
import { escapeLine } from './escape.ts';

/** A script for a person to read and to run. What wants a decision stands in it as comments. */
export function fixScript(plan: FixPlan): string {
  const { steps, left, symptoms } = plan;
  const blocks = [
    [...headLines(plan), ...preambleLines(plan)],
    ...steps.map((step, index) => stepBlock(step, `${index + 1} of ${steps.length}`, left)),
    leftBlock(left.filter(({ besides }) => !besides)),
    symptoms.length === 0
      ? []
      : [
          '# These follow from others above, and are judged again when those are mended:',
          ...symptoms.map(({ check, says, causedBy }) => comment(`  ${check}: ${says} (${causedBy})`)),
        ],
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

/** For standard error: the script says the same, and more. */
export function fixSummary({ command, steps, left, unknown, symptoms }: FixPlan): string {
  const own = left.filter(({ besides }) => !besides).length;
  const lines = [
    steps.length === 0 && own === 0 && symptoms.length === 0
      ? 'nothing to fix'
      : `${count(steps.length, 'step')} to run, ${count(own, 'finding')} left to you`,
    ...(steps.length === 0 ? [] : ['keep the script in a file, read it, then run it as root: sh fix.sh']),
    ...(unknown === 0
      ? []
      : [`${count(unknown, 'finding')} could not be judged: kube-preflight ${command} tells which`]),
  ];
  return `${lines.join('\n')}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function headLines({ tool, command, subject, steps }: FixPlan): readonly string[] {
  const host = [subject.host, subject.os, subject.kernel].filter((part) => part !== '').join(', ');
  return [
    '#!/bin/sh',
    comment(
      `Made by ${tool.name} ${tool.version} for ${host}: ${command}, Kubernetes ${subject.kubernetes}.`,
    ),
    steps.length === 0
      ? '# There is nothing that can be run unattended.'
      : '# Read it, then run it as root. Each step looks first whether it is done: a second run changes nothing.',
  ];
}

/** What stands before the first step; also before each one that is run by itself. */
export function preambleLines({ functions, steps }: Pick<FixPlan, 'functions' | 'steps'>): readonly string[] {
  if (steps.length === 0) return ['set -eu'];
  return [
    'set -eu',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C',
    'export PATH LC_ALL',
    'fail() { printf \'stopped: %s\\n\' "$1" >&2; exit 1; }',
    ...functions,
    `[ "$(id -u)" = 0 ] || fail 'this wants root'`,
  ];
}

function stepBlock(step: FixStep, place: string, left: readonly LeftToYou[]): readonly string[] {
  const isOfStep = ({ reason, besides }: LeftToYou): boolean =>
    besides && step.mends.some(({ check, subject }) => check === reason.check && subject === reason.subject);
  const others = left.filter(isOfStep).flatMap(({ remedies }) => remedies);
  return [
    comment(`--- ${place}: ${step.what}`),
    ...step.mends.flatMap(reasonLines),
    ...(others.length === 0 ? [] : ['# besides, for you to decide:', ...others.flatMap(remedyLines)]),
    ...commandLines(step),
  ];
}

/** The lines of one step that are run. */
export function commandLines({ commands, verify, what }: FixStep): readonly string[] {
  const lines = (['now', 'persistent'] as const).flatMap((when) => {
    const own = commands.filter((one) => one.when === when);
    return own.length === 0 ? [] : [`# ${when}`, ...own.flatMap(guarded)];
  });
  const failed = shellWord(`${what}: it was run, and is not so`);
  return [...lines, ...(verify === '' ? [] : ['# verify', `${verify} || fail ${failed}`])];
}

function guarded({ done, run }: GuardedCommand): readonly string[] {
  return [`${done} || {`, `  printf '+ %s\\n' ${shellWord(run)}`, `  ${run}`, '}'];
}

function reasonLines({ verdict, check, says, need, have }: FixReason): readonly string[] {
  return [
    comment(`${verdict} ${check}: ${says}`),
    ...(need === undefined ? [] : [comment(`  needed: ${need}`)]),
    ...(have === undefined ? [] : [comment(`  found: ${have}`)]),
  ];
}

function leftBlock(left: readonly LeftToYou[]): readonly string[] {
  if (left.length === 0) return [];
  return [
    '# --- Left to you: these want your decision. Nothing below this line is run.',
    ...left.flatMap(({ reason, remedies }) => [
      '#',
      ...reasonLines(reason),
      ...remedies.flatMap(remedyLines),
    ]),
  ];
}

function remedyLines({ what, now = [], persistent = [], verify = [] }: Remedy): readonly string[] {
  const labelled = [
    ...now.map((line) => ['now', line] as const),
    ...persistent.map((line) => ['persistent', line] as const),
    ...verify.map((line) => ['verify', line] as const),
  ];
  return [
    comment(`  - ${what}`),
    ...labelled.map(([label, line]) => `#       ${label.padEnd(10)}  ${escapeLine(line)}`),
  ];
}

/** One line, whatever the text holds: what came from a file must not become a command. */
function comment(text: string): string {
  const indent = /^ */u.exec(text)?.[0] ?? '';
  return `# ${indent}${escapeLine(text)}`;
}
