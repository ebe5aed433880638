import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/findings/judgement.ts';
import { loadReport, type ReportFormat } from '../../src/report/registry.ts';
import { sampleJudgement } from '../../src/report/sample-judgement.ts';
import { realIt } from '../real.ts';
import { hostileJudgement } from './hostile-judgement.ts';
import { sarifSchema } from './sarif-schema.ts';

const options = { verbose: false, color: false, unicode: true, width: 80, timings: false };
const xsd = fileURLToPath(new URL('junit.xsd', import.meta.url));
const judgements: readonly (readonly [string, Judgement])[] = [
  ['a sample', sampleJudgement],
  ['texts that mean harm', hostileJudgement],
  ['nothing found', { ...sampleJudgement, findings: [], planned: [] }],
];

async function rendered(format: ReportFormat, judgement: Judgement) {
  const report = await loadReport(format);
  return report(judgement, options);
}

function consumed(command: string, argv: readonly string[], input: string): string {
  const done = spawnSync(command, argv, { input, encoding: 'utf8' });
  return done.status === 0 ? '' : `${done.stdout}${done.stderr}`;
}

describe.each(judgements)('of %s', (_, judgement) => {
  realIt('junit is what its schema allows', ['xmllint'], async () => {
    const { stdout } = await rendered('junit', judgement);
    expect(consumed('xmllint', ['--noout', '--schema', xsd, '-'], stdout)).toBe('');
    expect(stdout.match(/<testcase /gu) ?? []).toHaveLength(judgement.findings.length);
  });

  realIt('prometheus is what promtool takes', ['promtool'], async () => {
    const { stdout } = await rendered('prometheus', judgement);
    expect(consumed('promtool', ['check', 'metrics'], stdout)).toBe('');
  });

  it('sarif is what its schema allows', async () => {
    const { stdout } = await rendered('sarif', judgement);
    const validate = new Ajv({ strict: true }).compile(sarifSchema);
    expect(validate(JSON.parse(stdout)) ? [] : validate.errors).toEqual([]);
  });

  it('github has one command a line, and no forged one', async () => {
    const { stdout } = await rendered('github', judgement);
    const lines = stdout.trimEnd().split('\n');
    const told = judgement.findings.filter(({ verdict }) => verdict !== 'pass');
    const commands = lines.filter((line) => line.startsWith('::'));
    expect(commands).toHaveLength(told.length);
    expect(
      commands.every((line) =>
        /^::(?:error|warning|notice) title=[^,:]*(?:,file=[^,:]+,line=\d+,col=\d+)?::/u.test(line),
      ),
    ).toBe(true);
    expect(lines).toHaveLength(told.length + 1);
  });

  it.each(['npd', 'nagios'] as const)('%s is one line of at most 80 bytes', async (format) => {
    const { stdout, exitCode } = await rendered(format, judgement);
    expect(stdout).toMatch(/^[ -~]+\n$/u);
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(80);
    expect([0, 1, 2, 3]).toContain(exitCode);
  });

  it('markdown fits a comment, and holds no HTML of others', async () => {
    const { stdout } = await rendered('markdown', judgement);
    expect(stdout.length).toBeLessThan(65_536);
    const prose = stdout.replaceAll(/``.*?``|`[^`\n]*`/gu, '');
    const tags = [...prose.matchAll(/(?<!\\)<\/?([a-z]+)/gu)].map(([, name]) => name ?? '');
    expect(tags.filter((name) => !['details', 'summary', 'b'].includes(name))).toEqual([]);
  });
});

describe('exit codes of formats', () => {
  const counts = { pass: 1, info: 0, warn: 0, fail: 0, unknown: 0 };
  it.each([
    ['npd', counts, true, 0],
    ['npd', { ...counts, warn: 1 }, true, 0],
    ['npd', { ...counts, unknown: 1 }, true, 2],
    ['npd', { ...counts, fail: 1, unknown: 1 }, false, 1],
    ['nagios', counts, true, 0],
    ['nagios', { ...counts, warn: 1, unknown: 1 }, true, 1],
    ['nagios', { ...counts, unknown: 1 }, true, 3],
    ['nagios', { ...counts, fail: 1 }, false, 2],
  ] as const)('%s of %o is %i', async (format, sums, ready, exitCode) => {
    const report = await rendered(format, { ...sampleJudgement, counts: sums, ready });
    expect(report.exitCode).toBe(exitCode);
  });

  it('markdown says how much it left out', async () => {
    const [finding] = sampleJudgement.findings;
    if (finding === undefined) throw new Error('the sample has no findings');
    const many = Array.from({ length: 2000 }, () => ({ ...finding, verdict: 'fail' as const }));
    const { stdout } = await rendered('markdown', { ...sampleJudgement, findings: many });
    expect(stdout.length).toBeLessThan(65_536);
    expect(stdout).toMatch(/\n\d+ more findings: /u);
  });
});
