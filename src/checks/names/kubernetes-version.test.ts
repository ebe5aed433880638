import { cases } from '../../../test/cases/kubernetes-version.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
