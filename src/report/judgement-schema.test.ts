import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod/mini';
import type { Judgement } from '../findings/judgement.ts';
import { jsonReport } from './json-report.ts';
import { judgementJsonSchema, type judgementSchema } from './judgement-schema.ts';
import { sampleJudgement } from './sample-judgement.ts';

/** Strips `readonly` on all levels, in which the two may differ. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

const ajv = new Ajv2020({ strict: true, allErrors: true });
const validate = ajv.compile(judgementJsonSchema());

/** What `-o json` printed, with the value at `path` replaced; undefined removes it. */
function tampered(path: readonly (string | number)[], value: unknown): unknown {
  const document: unknown = JSON.parse(jsonReport(sampleJudgement).stdout);
  let target = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) target = target[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete target[last];
  else target[last] = value;
  return document;
}

describe('judgementJsonSchema', () => {
  it('describes the type Judgement, no more and no less', () => {
    expectTypeOf<Mutable<z.infer<typeof judgementSchema>>>().toEqualTypeOf<Mutable<Judgement>>();
  });

  it('is a valid schema and accepts what the report prints', () => {
    expect(validate(JSON.parse(jsonReport(sampleJudgement).stdout)), ajv.errorsText(validate.errors)).toBe(
      true,
    );
  });

  it.each<readonly [string, readonly (string | number)[], unknown]>([
    ['another schema', ['schema'], 'kube-preflight/report/v2'],
    ['a missing member', ['counts'], undefined],
    ['an unknown member', ['hostname'], 'cp-1'],
    ['an unknown member of a finding', ['findings', 3, 'severity'], 'high'],
    ['an unknown verdict', ['findings', 3, 'verdict'], 'error'],
    ['an unknown group', ['findings', 3, 'group'], 'misc'],
    ['evidence without a source', ['findings', 3, 'evidence', 0, 'source'], undefined],
    ['a command that is not in a list', ['findings', 3, 'remedies', 0, 'now'], 'apt-get install nftables'],
    ['an argument that is an object', ['findings', 3, 'args', 'tool'], {}],
    ['a count below nothing', ['counts', 'fail'], -1],
    ['half a failure', ['counts', 'fail'], 0.5],
    ['an exit code beyond a byte', ['exitCode'], 256],
    ['a timing in words', ['timings', 'os'], '12 ms'],
  ])('refuses %s', (_, path, value) => {
    expect(validate(tampered(path, value))).toBe(false);
  });

  it('is what docs/schema publishes', () => {
    const published = readFileSync(new URL('../../docs/schema/report-v1.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(judgementJsonSchema());
  });
});
