import { cases } from '../../../test/cases/cni.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
