import { describe, expect, it } from 'vitest';
import { prometheusReport } from './prometheus-report.ts';
import { sampleJudgement } from './sample-judgement.ts';

describe('prometheusReport', () => {
  it('counts findings whose names are printed alike as one series', () => {
    const finding = sampleJudgement.findings.find(({ verdict }) => verdict === 'fail');
    if (finding === undefined) throw new Error('the sample has no failure');
    const findings = ['A', 'A ', ' A\n'].map((check) => ({ ...finding, check }));
    const { stdout } = prometheusReport({ ...sampleJudgement, findings });
    expect(stdout.split('\n').filter((line) => line.startsWith('kube_preflight_finding{'))).toEqual([
      'kube_preflight_finding{check="A",code="tool.absent",verdict="fail"} 3',
    ]);
  });
});
