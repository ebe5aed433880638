import { cases } from '../../test/cases/time-sync.ts';
import { runCases } from '../../test/check-cases.ts';

runCases(cases);
