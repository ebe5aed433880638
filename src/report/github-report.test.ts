import { describe, expect, it } from 'vitest';
import { githubReport } from './github-report.ts';
import { sampleJudgement } from './sample-judgement.ts';

describe('githubReport', () => {
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
