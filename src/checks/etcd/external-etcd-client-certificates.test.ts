import { cases } from '../../../test/cases/external-etcd-client-certificates.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
