import { cases } from '../../../test/cases/port.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
