import { cases } from '../../../test/cases/num-cpu.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
