import { cases } from '../../../test/cases/kubelet-sysctls.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
