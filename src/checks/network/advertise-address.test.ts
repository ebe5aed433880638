import { cases } from '../../../test/cases/advertise-address.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
