import { cases } from '../../test/cases/privileged-user.ts';
import { runCases } from '../../test/run-cases.ts';

runCases(cases);
