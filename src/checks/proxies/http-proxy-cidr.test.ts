import { cases } from '../../../test/cases/http-proxy-cidr.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
