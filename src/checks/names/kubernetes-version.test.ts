import { cases } from '../../../test/cases/kubernetes-version.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
