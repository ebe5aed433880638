import { cases } from '../../../test/cases/resolv-conf.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
