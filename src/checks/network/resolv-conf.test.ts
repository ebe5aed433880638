import { cases } from '../../../test/cases/resolv-conf.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
