import { describe, expect, it } from 'vitest';
import type { KubeadmArgs } from '../findings/kubeadm-args.ts';
import { kubeadmArgsText } from './kubeadm-args-text.ts';

const agreed: KubeadmArgs = {
  schema: 'kube-preflight/kubeadm-args/v1',
  command: 'kubeadm init',
  kubeadm: 'v1.32.6',
  agrees: true,
  flags: ['--skip-phases=preflight'],
  ignored: [],
  blockers: [],
  undecided: [],
};
const names = [{ name: 'Swap', why: 'kubeadm says\u001b[2J so' }];

describe('kubeadmArgsText', () => {
  it('prints flags alone on standard output', () => {
    const { stdout, stderr } = kubeadmArgsText(agreed);
    expect(stdout).toBe('--skip-phases=preflight\n');
    expect(stderr).toMatch(/^ready; kubeadm need not look again/u);
  });

  it('prints nothing at all on standard output without flags, and one line a name beside it', () => {
    const { stdout, stderr } = kubeadmArgsText({ ...agreed, flags: [], ignored: names, undecided: names });
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(5);
    expect(stderr).toContain('would fail on one check; the configuration has it ignore them');
    expect(stderr).not.toContain('\u001b');
  });

  it('says what stands against it', () => {
    const { stdout, stderr } = kubeadmArgsText({ ...agreed, agrees: false, flags: [], blockers: names });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^not ready: .*\n  Swap: kubeadm says/u);
  });

  it('says that kubeadm agrees', () => {
    expect(kubeadmArgsText({ ...agreed, flags: [] }).stderr).toBe(
      'ready; kubeadm init v1.32.6 agrees without flags\n',
    );
  });
});
