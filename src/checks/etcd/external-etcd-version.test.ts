import { cases } from '../../../test/cases/external-etcd-version.ts';
import { runCases } from '../../../test/check-cases.ts';

runCases(cases);
