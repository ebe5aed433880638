import { runCases } from '../../../test/check-cases.ts';
import { cases } from '../../../test/cases/cni-kernel.ts';

runCases(cases);
