import { cases } from '../../../test/cases/external-etcd-version.ts';
import { runCases } from '../../../test/run-cases.ts';

runCases(cases);
