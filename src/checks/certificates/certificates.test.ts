import { cases } from '../../../test/cases/certificates.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
