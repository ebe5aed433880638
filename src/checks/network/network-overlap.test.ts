import { cases } from '../../../test/cases/network-overlap.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
