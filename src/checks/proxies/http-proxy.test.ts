import { cases } from '../../../test/cases/http-proxy.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
