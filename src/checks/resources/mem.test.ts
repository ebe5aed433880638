import { cases } from '../../../test/cases/mem.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
