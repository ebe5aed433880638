import { cases } from '../../../test/cases/hostname.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
