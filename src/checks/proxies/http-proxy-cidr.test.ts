import { cases } from '../../../test/cases/http-proxy-cidr.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
