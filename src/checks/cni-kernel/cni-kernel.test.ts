import { runCases } from '../../../test/run-cases.ts';
import { cases } from '../../../test/cases/cni-kernel.ts';

runCases(cases);
