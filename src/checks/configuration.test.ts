import { cases } from '../../test/cases/configuration.ts';
import { runCases } from '../../test/check-cases.ts';

runCases(cases);
