import { cases } from '../../test/cases/privileged-user.ts';
import { runCases } from '../../test/check-cases.ts';

runCases(cases);
