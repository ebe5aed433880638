import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { VmCase } from './cases.ts';
import type { Answer } from './run-guest.ts';

/** Answers that earlier runs kept: of another executable, or of a case that was changed since, they count no more. */
export interface KeptAnswers {
  /** undefined: that guest is to be run. */
  readonly of: (vm: VmCase) => Answer | undefined;
  readonly keep: (answer: Answer) => void;
}

interface Line {
  readonly key: string;
  readonly answer: Omit<Answer, 'vm'>;
}

/** @param file one JSON document a line; a line that a killed run left torn is passed over */
export function keptAnswers(file: string, executable: Buffer): KeptAnswers {
  const program = createHash('sha256').update(executable).digest('hex');
  const keyOf = (vm: VmCase): string =>
    createHash('sha256')
      .update(`${program} ${JSON.stringify(vm)}`)
      .digest('hex');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const kept = new Map(lines.flatMap(readLine).map(({ key, answer }) => [key, answer]));
  mkdirSync(dirname(file), { recursive: true });
  return {
    of(vm) {
      const answer = kept.get(keyOf(vm));
      return answer === undefined ? undefined : { ...answer, vm };
    },
    keep({ vm, ...answer }) {
      const line: Line = { key: keyOf(vm), answer };
      appendFileSync(file, `\n${JSON.stringify(line)}`);
    },
  };
}

function readLine(text: string): readonly Line[] {
  try {
    const line: Line = JSON.parse(text);
    return [line];
  } catch {
    return [];
  }
}
