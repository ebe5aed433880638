import { describe, expect, it } from 'vitest';
import type { Judgement } from '../findings/judgement.ts';
import { kubeadmReport } from './kubeadm-report.ts';
import { sampleJudgement } from './sample-judgement.ts';

function render(kubernetes: string, more: Partial<Judgement> = {}): ReturnType<typeof kubeadmReport> {
  return kubeadmReport({ ...sampleJudgement, subject: { ...sampleJudgement.subject, kubernetes }, ...more });
}

const warnings =
  '\t[WARNING Swap]: 1 GiB of swap on /dev/sda2; the kubelet refuses it unless failSwapOn is false\n' +
  '\t[WARNING ProxyKernel-nftables]: could not tell: the kernel could not be asked whether it can run the rules of nftables mode\n';

const errors =
  '\t[ERROR FileExisting-nft]: nft is not on this host\n' +
  '\t[ERROR Port-6443]: another process listens on TCP 6443\n' +
  '[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`\n';

const trace = 'To see the stack trace of this error execute with --v=5 or higher\n';

describe('kubeadmReport', () => {
  it.each(['v1.34.0', 'v1.36.2', '1.40', 'Kubernetes v2.0.0', ''])(
    'prints the block apart in %j',
    (release) => {
      expect(render(release)).toEqual({
        stdout: '[preflight] Running pre-flight checks\n',
        stderr: `${warnings}[preflight] Some fatal errors occurred:\n${errors}error: error execution phase preflight: preflight checks failed\n${trace}`,
      });
    },
  );

  it.each(['v1.33.5', 'v1.24.0', '1.9'])('prints the block inside the error in %j', (release) => {
    expect(render(release)).toEqual({
      stdout: '[preflight] Running pre-flight checks\n',
      stderr: `${warnings}error execution phase preflight: [preflight] Some fatal errors occurred:\n${errors}${trace}`,
    });
  });

  it('prints warnings alone when nothing failed', () => {
    const findings = sampleJudgement.findings.filter(({ verdict }) => verdict !== 'fail');
    expect(render('v1.36.2', { findings }).stderr).toBe(warnings);
  });

  it('prints nothing for notes and passes', () => {
    const findings = sampleJudgement.findings.filter(
      ({ verdict }) => verdict === 'pass' || verdict === 'info',
    );
    expect(render('v1.36.2', { findings })).toEqual({
      stdout: '[preflight] Running pre-flight checks\n',
      stderr: '',
    });
  });

  it('gives each finding one line, and no control character but the tab at its start', () => {
    const [finding] = sampleJudgement.findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const findings = [{ ...finding, verdict: 'fail' as const, check: 'A', says: 'one\n\ttwo\u001b[31m' }];
    expect(render('v1.36.2', { findings }).stderr).toContain(`\t[ERROR A]: one two${String.raw`\x1b[31m`}\n`);
  });

  it.each([
    ['upgrade', 'v1.36.2', '[upgrade/preflight] Running preflight checks\n'],
    ['upgrade node', 'v1.36.2', '[upgrade/preflight] Running pre-flight checks\n'],
    ['upgrade', 'v1.31.5', '[preflight] Running pre-flight checks\n'],
    ['join', 'v1.36.2', '[preflight] Running pre-flight checks\n'],
  ])('opens %s of %s as kubeadm does', (command, release, stdout) => {
    expect(render(release, { command }).stdout).toBe(stdout);
  });
});
