import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CheckCases, findingsOf } from '../check-cases.ts';
import { realIt } from '../real.ts';
import { type BrokenState, elsewhere, states } from './states.ts';
import { mend } from './throwaway-root.ts';

/** Every remedy with steps that Debian can run: broken in a throwaway root, mended by the script, judged again. */
describe.each(states)('$check, $code:', (broken: BrokenState) => {
  const { check, code, state, flags = [], needs = [], sharesNetwork = false } = broken;
  realIt(
    'the script mends it, and changes nothing when run again',
    ['root', 'unshare', ...needs],
    () => {
      const mended = mend({ check, state, flags, sharesNetwork });
      expect(
        mended.before.map((finding) => finding.code),
        mended.script,
      ).toContain(code);
      expect(mended.first, mended.script).toMatchObject({ code: '0' });
      const left = mended.after.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'info');
      expect(left, mended.script + mended.first.output).toEqual([]);
      expect(mended.second).toEqual({ code: '0', output: '' });
      expect(mended.changed).toEqual([]);
    },
    60_000,
  );
});

describe('the states', () => {
  it('are there for every remedy with steps that a check has, or it is said why not', async () => {
    const folder = new URL('../cases/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    const tables: readonly CheckCases[] = await Promise.all(
      files.map(async (file) => (await import(`../cases/${file.slice(0, -3)}.ts`)).cases),
    );
    const made = new Set(states.flatMap(({ check, code }) => namesOf(check, code)));
    const excused = new Set(Object.keys(elsewhere));
    const wanted = tables.flatMap(({ check, cases }) =>
      cases.flatMap((situation) =>
        findingsOf(check, situation)
          .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
          .filter(({ remedies = [] }) => remedies.some(({ steps = [] }) => steps.length > 0))
          .map((finding) => namesOf(finding.check, finding.code)),
      ),
    );
    const names = new Set(wanted.flat());
    const untested = wanted.filter((own) => !own.some((name) => made.has(name) || excused.has(name)));
    expect([...new Set(untested.flat())]).toEqual([]);
    expect([...excused].filter((name) => !names.has(name))).toEqual([]);
  });
});

/** By wire name, and by the family that has the same words: `FileExisting-nft` and `FileExisting`. */
function namesOf(check: string, code: string): readonly string[] {
  return [`${check} ${code}`, `${check.split('-')[0] ?? check} ${code}`];
}
