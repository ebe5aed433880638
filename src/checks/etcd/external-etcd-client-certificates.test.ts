import { cases } from '../../../test/cases/external-etcd-client-certificates.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
