import type { ToldFinding } from '../../findings/finding.ts';
import type { Judgement } from '../../findings/judgement.ts';
import { displayWidth } from '../display-width.ts';
import type { Section } from './arrange.ts';
import type { Pen, Span } from './pen.ts';
import { setText, setWords, wordsOf, type Word } from './wrap.ts';

/** Names of failures that the last line spells out. */
const namedFailures = 5;

function count(amount: number, one: string, many: string): string[] {
  if (amount === 0) return [];
  return [`${amount} ${amount === 1 ? one : many}`];
}

/** `31 passed: tools 3, kernel 9 (-v shows them)`. */
export function foldedPasses(pen: Pen, sections: readonly Section[]): string[] {
  const total = sections.reduce((sum, section) => sum + section.branches.length, 0);
  if (total === 0) return [];
  const parts = sections.map((section) => `${section.group} ${section.branches.length}`).join(', ');
  return setText(pen, { at: 0, indent: 2 }, [
    { text: `${total} passed: ${parts}` },
    { text: ' (-v shows them)', style: 'faint' },
  ]);
}

function failureNames(findings: readonly ToldFinding[]): string {
  const names = [...new Set(findings.filter((one) => one.verdict === 'fail').map((one) => one.check))];
  if (names.length === 0) return '';
  const more = names.length - namedFailures;
  return ` (${names.slice(0, namedFailures).join(', ')}${more > 0 ? `, and ${more} more` : ''})`;
}

function counts({ counts: amounts, findings }: Judgement): readonly string[] {
  return [
    ...count(amounts.fail, 'failure', 'failures').map((text) => text + failureNames(findings)),
    ...count(amounts.warn, 'warning', 'warnings'),
    ...count(amounts.unknown, 'unknown', 'unknown'),
  ];
}

/** Not more is claimed than was told: what could not be told leaves the answer open. */
function verdict({ ready, counts: amounts }: Judgement, anyAmiss: boolean): Span {
  if (!ready) return { text: anyAmiss ? 'not ready:' : 'not ready', style: 'bad' };
  if (amounts.unknown > 0) return { text: 'ready, as far as could be told:', style: 'caution' };
  return { text: anyAmiss ? 'ready, with' : 'ready', style: 'good' };
}

function ending({ ready, exitCode, durationMs }: Judgement): string {
  const seconds = `${(durationMs / 1000).toFixed(2)} s`;
  if (ready && exitCode !== 0) return `(${seconds}, exit ${exitCode} as --fail-on asks)`;
  return `(${seconds}, exit ${exitCode})`;
}

/** Breaks between what is counted, not within, as long as that fits a line. */
function whole(pen: Pen, text: string): readonly Word[] {
  const span = { text: pen.line(text) };
  return displayWidth(span.text) <= pen.measure - 2 ? [[span]] : wordsOf([span]);
}

/** The last line: enough for who reads only that. */
export function verdictLine(pen: Pen, judgement: Judgement): string[] {
  const amiss = counts(judgement);
  const words = [
    [verdict(judgement, amiss.length > 0)],
    ...amiss.flatMap((text, index) => whole(pen, index < amiss.length - 1 ? `${text},` : text)),
    ...whole(pen, ending(judgement)),
  ];
  return setWords(pen, { at: 0, indent: 2 }, words);
}

/** What the run did to the host, in one paragraph. */
export function sideEffectLines(pen: Pen, effects: readonly string[]): string[] {
  if (effects.length === 0) return [];
  return setText(pen, { at: 0, indent: 2 }, [{ text: pen.line(`this run: ${effects.join('; ')}`) }]);
}

/** Slowest first. */
export function timingLines(pen: Pen, timings: Judgement['timings']): string[] {
  const slowestFirst = Object.entries(timings).toSorted(
    ([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1),
  );
  if (slowestFirst.length === 0) return [];
  const parts = slowestFirst.map(([name, ms]) => `${name} ${Math.round(ms)} ms`);
  return setText(pen, { at: 0, indent: 2 }, [
    { text: pen.line(`timings: ${parts.join(', ')}`), style: 'faint' },
  ]);
}
