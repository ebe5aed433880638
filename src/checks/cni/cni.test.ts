import { cases } from '../../../test/cases/cni.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
