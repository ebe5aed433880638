import { describe, expect, it } from 'vitest';
import { groups } from '../src/findings/finding.ts';
import { unknown } from '../src/probes/fact.ts';
import { type CheckCases, findingsOf, inputOf } from './check-cases.ts';

/** What every run looks at. */
const always = ['os', 'kernel', 'privilege'];

/** What the configuration alone answers. */
const ofPlanAlone = new Set(['tool.not-needed', 'images.dry-run', 'job.would-run', 'cni.fits']);

/** What the check of a table says in its cases. */
const foundIn = ({ check, cases }: CheckCases) =>
  cases.flatMap((situation) => findingsOf(check, situation).map((finding) => ({ situation, finding })));

/**
 * What every check promises, held by its cases. Beside the check, and judged anew in each test, so that
 * mutation tests know which test runs what.
 */
export function holdPromises(table: CheckCases): void {
  const { check } = table;
  describe(`the check ${check.name}`, () => {
    it('has cases that pass and cases that fail or warn', () => {
      const verdicts = new Set(foundIn(table).map(({ finding }) => finding.verdict));
      expect(verdicts).toContain('pass');
      expect(verdicts.has('fail') || verdicts.has('warn')).toBe(true);
    });

    it('has a case that could not tell, if it looks at the host', () => {
      const { plan, stance } = inputOf({});
      const verdicts = foundIn(table).map(({ finding }) => finding.verdict);
      if (check.needs(plan, stance).length > 0) expect(verdicts).toContain('unknown');
    });

    it('uses every reason it has words for, and never crashes', () => {
      const used = new Set(foundIn(table).map(({ finding }) => finding.code));
      expect(check.reasons.map(({ code }) => code).filter((code) => !used.has(code))).toEqual([]);
      expect([...used]).not.toContain('check.crashed');
    });

    it('names its findings by names that it owns', () => {
      const own = foundIn(table);
      const plans = own.map(({ situation }) => inputOf(situation).plan);
      const names = new Set([...plans.flatMap((plan) => check.names(plan)), check.name]);
      // Ports and paths of the configuration have names of their own.
      const isOwn = (name: string) => names.has(name) || name.startsWith(`${check.name}-`);
      expect(own.map(({ finding }) => finding.check).filter((name) => !isOwn(name))).toEqual([]);
    });

    it('says where it comes from, and stands in a group of the report', () => {
      expect(check.sources.length).toBeGreaterThan(0);
      expect(groups).toContain(check.group);
      expect(new Set(check.reasons.map(({ code }) => code)).size).toBe(check.reasons.length);
      for (const { means } of check.reasons) expect(means).toMatch(/^\w.*\.$/u);
    });

    it('asks for the probes whose facts it judges', () => {
      for (const { situation } of foundIn(table)) {
        const { plan, facts, stance } = inputOf(situation);
        const asked = new Set(check.needs(plan, stance));
        const seen = new Proxy(facts, {
          get(target, key) {
            if (typeof key === 'string' && key in target) touched.add(key);
            return Reflect.get(target, key);
          },
          // Only for the list of all answers that want root, which takes what others asked for.
          ownKeys: () => [],
        });
        const touched = new Set<string>();
        check.judge({ plan, facts: seen, stance });
        const optional = check.name === 'IsPrivilegedUser' ? ['netfilter', 'tools'] : [];
        const unasked = [...touched].filter(
          (name) => ![...asked, ...always, ...optional, 'netfilter'].includes(name),
        );
        expect(unasked, situation.name).toEqual([]);
      }
    });

    it('passes nothing, and never crashes, where nothing was looked at or no probe answered', () => {
      for (const situation of table.cases) {
        const { plan, facts, stance } = inputOf(situation);
        const asked = check.needs(plan, stance).filter((name) => !always.includes(name));
        const silent = unknown('timed-out', 'no answer');
        for (const unseen of [undefined, silent]) {
          const blind = { ...facts, ...Object.fromEntries(asked.map((name) => [name, unseen])) };
          const said = findingsOf(check, { ...situation, facts: blind }).filter(
            ({ verdict, code }) => (verdict === 'pass' && !ofPlanAlone.has(code)) || code === 'check.crashed',
          );
          if (asked.length > 0) expect(said, situation.name).toEqual([]);
        }
      }
    });

    it('says, where it fails or warns, need, have, evidence and remedy', () => {
      const failing = foundIn(table).filter(({ finding }) => ['fail', 'warn'].includes(finding.verdict));
      const bare = failing.filter(
        ({ finding }) =>
          !finding.need ||
          !finding.have ||
          finding.evidence.length === 0 ||
          (finding.remedies ?? []).length === 0,
      );
      expect(bare.map(({ finding }) => `${finding.check} ${finding.code}`)).toEqual([]);
    });

    it('speaks in plain words: no gaps, no exclamation, one short sentence', () => {
      const gaps = /undefined|\[object|NaN|!| {2}|\(\)/u;
      for (const { finding } of foundIn(table)) {
        const { says, need = '', have = '', remedies = [] } = finding;
        for (const text of [says, need, have, ...remedies.map(({ what }) => what)])
          expect(text).not.toMatch(gaps);
        // A report puts `or` before each but the first.
        for (const { what } of remedies) expect(what).not.toMatch(/^(?:or|then)\b/u);
        for (const { source } of finding.evidence) expect(source).not.toMatch(/^$|; ?$/u);
        expect(says).not.toBe('');
        expect(says.length, says).toBeLessThanOrEqual(240);
      }
    });

    it('gives findings that can be written as JSON and read back', () => {
      for (const { finding } of foundIn(table)) expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
    });
  });
}
