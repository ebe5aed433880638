import { cases } from '../../../test/cases/certificates.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
