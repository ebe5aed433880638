import { describe, expect, it } from 'vitest';
import { cases as api } from '../../../test/cases/cluster-api.ts';
import { cases as health } from '../../../test/cases/cluster-health.ts';
import { cases as migration } from '../../../test/cases/coredns-migration.ts';
import { cases as plugins } from '../../../test/cases/coredns-plugins.ts';
import { cases as job } from '../../../test/cases/create-job.ts';
import { cases as proxy } from '../../../test/cases/proxy-config.ts';
import { runCases } from '../../../test/run-cases.ts';
import { corefilePlugins } from './corefile.ts';

for (const cases of [api, proxy, plugins, migration, job, health]) runCases(cases);

describe('corefilePlugins', () => {
  it.each([
    ['.:53 {\n  errors\n}\n', [['errors', []]]],
    ['.:53 { # all\n  # log\n  cache 30 {\n    success 5000 # many\n  }\n}\n', [['cache', ['success']]]],
    ['a.example b.example {\n forward . "10.0.0.1 x" {\n  policy random\n }\n}', [['forward', ['policy']]]],
    ['', []],
    ['}}}} {{{ a', []],
  ] as const)('reads %j', (text, expected) => {
    expect(corefilePlugins(text).map(({ name, options }) => [name, options])).toEqual(expected);
  });
});
