import { cases } from '../../../test/cases/http-proxy.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
