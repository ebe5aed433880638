import { cases } from '../../../test/cases/port.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
