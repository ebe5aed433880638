import type { Answer } from './run-guest.ts';

/** What the guest showed, against what the program said of it. */
export type Grade = 'right' | 'could not tell' | 'no answer' | 'WRONG PASS' | 'WRONG FAIL';

/** `info` and `warn` are no failures: what the rules do not use may be missing. */
export function gradeOf({ verdict, works, failure }: Pick<Answer, 'verdict' | 'works' | 'failure'>): Grade {
  if (failure !== undefined) return 'no answer';
  if (verdict === 'unknown' || verdict === '') return 'could not tell';
  const passes = verdict !== 'fail';
  if (passes === works) return 'right';
  return passes ? 'WRONG PASS' : 'WRONG FAIL';
}
