import { describe, expect, it } from 'vitest';
import { githubReport } from './github-report.ts';
import { sampleJudgement } from './sample-judgement.ts';

describe('githubReport', () => {
  it('names no file where the name is blank', () => {
    const findings = sampleJudgement.findings.map((one) => ({
      ...one,
      evidence: [{ source: ' :14:7', excerpt: '' }],
    }));
    expect(githubReport({ ...sampleJudgement, findings }).stdout).not.toContain('file=');
  });

  it.each(['::error title=x::y', ' ::stop-commands::x', 'a ##[add-mask]b', ':'])(
    'takes no command from a host of the name %j',
    (host) => {
      const judgement = { ...sampleJudgement, subject: { ...sampleJudgement.subject, host } };
      const sum = githubReport(judgement).stdout.trimEnd().split('\n').at(-1) ?? '';
      expect(sum).toContain('not ready: 2 failed');
      expect(sum).not.toMatch(/^\s*::|##\[/u);
    },
  );
});
