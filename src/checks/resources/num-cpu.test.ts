import { cases } from '../../../test/cases/num-cpu.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
