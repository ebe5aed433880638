import { cases } from '../../../test/cases/kubelet-sysctls.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
