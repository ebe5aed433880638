import { cases } from '../../../test/cases/mem.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
