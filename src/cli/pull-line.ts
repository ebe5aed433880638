import type { PullStep } from '../probes/cri/survey.ts';
import { escapeLine } from '../report/escape.ts';

const ends: Readonly<Record<PullStep['state'], string>> = {
  pulling: 'pulling',
  present: 'is there:',
  pulled: 'pulled',
  missing: 'is missing:',
  failed: 'could not pull',
  unknown: 'could not tell of',
};

/** One line for standard error while images are pulled: a pull may take minutes. */
export function pullLine({ image, index, count, state }: PullStep): string {
  return `${ends[state]} ${escapeLine(image)} (${index} of ${count})\n`;
}
