import { cases } from '../../../test/cases/hostname.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
