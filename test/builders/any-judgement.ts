import * as fc from 'fast-check';
import { groups, type ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';
import { sampleJudgement } from '../../src/report/sample-judgement.ts';

/** Any judgement of a host that says such words and texts. */
export function anyJudgement(
  word: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<Judgement> {
  return fc
    .record({
      subject: fc.record({ host: text, os: text, kernel: text, kubernetes: text }),
      planned: fc.array(fc.record({ label: word, value: text, origin: text }), { maxLength: 3 }),
      findings: fc.array(anyFinding(word, text), { maxLength: 6 }),
      timings: fc.dictionary(word, fc.nat(), { noNullPrototype: true }),
      sideEffects: fc.array(text, { maxLength: 2 }),
      policy: word,
      command: word,
      ready: fc.boolean(),
    })
    .map((some) => ({ ...sampleJudgement, ...some, counts: countsOf(some.findings) }));
}

function anyFinding(word: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<ToldFinding> {
  const texts = fc.array(text, { maxLength: 2 });
  // With a place in a file as well, which some formats take apart.
  const source = fc.oneof(
    text,
    text.map((file) => `${file}:14:7`),
  );
  return fc.record(
    {
      check: fc.oneof(fc.constantFrom('A', 'B', 'Port-6443'), word),
      code: fc.oneof(fc.constant('tool.absent'), word),
      verdict: fc.constantFrom('pass', 'info', 'warn', 'fail', 'unknown'),
      group: fc.constantFrom(...groups),
      subject: text,
      args: fc.dictionary(word, fc.oneof(text, fc.array(text), fc.integer(), fc.boolean()), {
        noNullPrototype: true,
        maxKeys: 3,
      }),
      evidence: fc.array(fc.record({ source, excerpt: text }), { maxLength: 2 }),
      neededBy: texts,
      cause: fc.record({ check: fc.constantFrom('A', 'B'), code: fc.constant('c') }),
      says: text,
      need: text,
      have: text,
      remedies: fc.array(fc.record({ what: text, now: texts, persistent: texts, verify: texts }), {
        maxLength: 2,
      }),
      ignoredBy: text,
    },
    {
      requiredKeys: ['check', 'code', 'verdict', 'group', 'subject', 'args', 'evidence', 'neededBy', 'says'],
    },
  );
}

function countsOf(findings: readonly ToldFinding[]): Judgement['counts'] {
  const counts = { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
}
