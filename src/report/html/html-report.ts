import type { Judgement } from '../../findings/judgement.ts';
import type { Rendered } from '../report.ts';
import { fleetOfJudgement } from './fleet-of-judgement.ts';
import { pageOf } from './page-of.ts';

/** A page of one node, for a browser. */
export function htmlReport(judgement: Judgement): Rendered {
  return { stdout: pageOf(fleetOfJudgement(judgement)), stderr: '' };
}
