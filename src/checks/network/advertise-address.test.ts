import { cases } from '../../../test/cases/advertise-address.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
