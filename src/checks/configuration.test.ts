import { cases } from '../../test/cases/configuration.ts';
import { runCases } from '../../test/run-cases.ts';

runCases(cases);
