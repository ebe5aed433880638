import { cases } from '../../test/cases/proxy-mode.ts';
import { runCases } from '../../test/check-cases.ts';

runCases(cases);
