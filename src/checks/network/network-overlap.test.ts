import { cases } from '../../../test/cases/network-overlap.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
