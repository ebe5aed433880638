import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ToldFinding } from '../../findings/finding.ts';
import type { Judgement } from '../../findings/judgement.ts';
import type { ReportOptions } from '../report.ts';
import { sampleJudgement } from '../sample-judgement.ts';
import { textReport } from './text-report.ts';

const plain: ReportOptions = { verbose: false, color: false, unicode: true, width: 80, timings: false };

function textOf(judgement: Partial<Judgement> = {}, options: Partial<ReportOptions> = {}): string {
  const { stdout, stderr } = textReport({ ...sampleJudgement, ...judgement }, { ...plain, ...options });
  expect(stderr).toBe('');
  return stdout;
}

const quiet: Partial<Judgement> = {
  planned: [],
  findings: [],
  sideEffects: [],
  counts: { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 },
  ready: true,
  exitCode: 0,
  durationMs: 50,
};

function lastLines(judgement: Partial<Judgement>): string {
  return (
    textOf({ ...quiet, ...judgement })
      .split('\n\n')
      .at(-1) ?? ''
  );
}

function findingOf(more: Partial<ToldFinding>): ToldFinding {
  return {
    check: 'Swap',
    code: 'swap.on',
    verdict: 'fail',
    group: 'system',
    subject: 'swap',
    args: {},
    evidence: [],
    neededBy: [],
    says: 'swap is on',
    ...more,
  };
}

function oneFinding(more: Partial<ToldFinding>): string {
  return textOf({ ...quiet, findings: [findingOf(more)] })
    .split('\n\n')
    .slice(1, -1)
    .join('\n\n');
}

describe('textReport', () => {
  it('is laid out for 80 columns', () => {
    expect(textOf()).toBe(String.raw`kube-preflight init  cp-1 · Debian GNU/Linux 12 (bookworm) ·
                     kernel 6.1.0-31-amd64 · Kubernetes v1.36.2
  kube-proxy  nftables    kubeadm.yaml:14:7
  families    IPv4, IPv6  kubeadm.yaml:9:18
  Kubernetes  v1.36.2     --kubernetes-version
  policy      mode-aware

tools
  fail     FileExisting-nft: nft is not on this host
           need  nft 1.0.1 or later: kube-proxy in nftables mode writes all its
                 rules with it
           for   kube-proxy (nftables), the proof that this kernel can run its
                 rules
           have  nothing of that name in the PATH or the usual sbin directories
           seen  PATH: /usr/local/bin:/usr/bin:/bin
                 /usr/sbin: no such file: nft
           mend  Install nftables.
                   apt-get install nftables
                 to check:
                   nft --version
           or    Choose iptables mode in the KubeProxyConfiguration; iptables
                 1.8.9 is sound here.
                   printf 'mode: iptables\n' >> /etc/kubernetes/kube-proxy-configuration-of-this-cluster-with-a-long-name.yaml
           thus  unknown  ProxyKernel-nftables: the kernel could not be asked
                          whether it can run the rules of nftables mode

ports
  fail     Port-6443: another process listens on TCP 6443
           have  haproxy, pid 812
           seen  /proc/net/tcp6:
                   sl  local_address                         remote_address
                    0: 00000000000000000000000000000000:192B 0
           mend  Stop haproxy.
                   systemctl stop haproxy
                 to keep it after a reboot:
                   systemctl disable haproxy
                 to check:
                   ss -ltn 'sport = :6443'

system
  warn     Swap: 1 GiB of swap on /dev/sda2; the kubelet refuses it unless
           failSwapOn is false (a failure, ignored by
           --ignore-preflight-errors=Swap)
           seen  /proc/swaps
           mend  Turn swap off.
                   swapoff -a

notes
  info     IPTablesHint: no iptables here, so the kubelet makes no hint chain;
           nothing on this node reads it

this run: the kernel loaded nf_tables and nft_fib to answer
3 passed: tools 2, ports 1 (-v shows them)
not ready: 2 failures (FileExisting-nft, Port-6443), 1 warning, 1 unknown
  (0.09 s, exit 1)
`);
  });

  it('is laid out for 40 columns, in ASCII', () => {
    const text = textOf({}, { width: 40, unicode: false });
    expect(text.split('\n\n')[0]).toBe(`kube-preflight init cp-1 -
  Debian GNU/Linux 12 (bookworm) -
  kernel 6.1.0-31-amd64 -
  Kubernetes v1.36.2
  kube-proxy  nftables
              kubeadm.yaml:14:7
  families    IPv4, IPv6
              kubeadm.yaml:9:18
  Kubernetes  v1.36.2
              --kubernetes-version
  policy      mode-aware`);
    expect(text.split('\n\n')[2]).toBe(`ports
  fail Port-6443: another process
    listens on TCP 6443
    have  haproxy, pid 812
    seen  /proc/net/tcp6:
            sl  local_address...
             0: 000000000000000000000...
    mend  Stop haproxy.
            systemctl stop haproxy
          to keep it after a reboot:
            systemctl disable haproxy
          to check:
            ss -ltn 'sport = :6443'`);
  });

  it("opens passes, evidence and the program's version for -v", () => {
    const text = textOf({}, { verbose: true });
    expect(text).toContain(`passed: tools
  pass     FileExisting-mount: mount is sound: /usr/bin/mount
  pass     FileExisting-losetup: losetup is sound: /usr/sbin/losetup

passed: ports
  pass     Port-10250: TCP 10250 is free
`);
    expect(text).toContain('           seen  /proc/swaps: /dev/sda2\n');
    expect(text).toMatch(/^kube-preflight 0\.1\.0 init {2}/u);
    expect(text).not.toContain('-v shows');
  });

  it('says how long the probes took, slowest first', () => {
    expect(textOf({}, { timings: true })).toContain('\ntimings: netfilter 42 ms, os 12 ms, tools 12 ms\n');
  });

  it('paints the same text, and nothing hangs on the paint', () => {
    const painted = textOf({}, { color: true });
    expect(painted).toContain('\u001b[31mfail\u001b[39m     \u001b[1mFileExisting-nft\u001b[22m: nft is');
    expect(stripVTControlCharacters(painted)).toBe(textOf());
  });

  it('keeps prose narrow and excerpts whole on a wide terminal', () => {
    const excerpt = `first\n${'x'.repeat(150)}`;
    const evidence = [{ source: 'f', excerpt }];
    const findings = [findingOf({ says: 'word '.repeat(40), evidence })];
    const lines = textOf({ ...quiet, findings }, { width: 200 }).split('\n');
    expect(lines.filter((line) => line.includes('word')).every((line) => line.length <= 100)).toBe(true);
    expect(lines.some((line) => line.endsWith('x'.repeat(150)))).toBe(true);
  });
});

describe('textReport, one finding', () => {
  it('names the cause that is not shown', () => {
    expect(oneFinding({ cause: { check: 'Kernel', code: 'kernel.old' } })).toBe(
      'system\n  fail  Swap: swap is on\n        why   because of Kernel (kernel.old)',
    );
  });

  it('shows a caret below its column, and cuts long excerpts', () => {
    const source = 'kubeadm.yaml:2:7';
    expect(oneFinding({ evidence: [{ source, excerpt: '  mode: nftabels\n        ^' }] })).toContain(
      'seen  kubeadm.yaml:2:7:\n                mode: nftabels\n                      ^',
    );
    const excerpt = Array.from({ length: 9 }, (_, index) => `line ${index}`).join('\n');
    expect(oneFinding({ evidence: [{ source, excerpt }] })).toMatch(
      /line 5\n {14}… 3 more lines \(-v shows them\)$/u,
    );
  });

  it('shows what a hostile host says as text', () => {
    const have = '\u001b[2J\u001b]0;pwned\u0007ready';
    const remedies = [{ what: 'x', now: ['echo \u001b[31m'] }];
    expect(oneFinding({ have, remedies })).toBe(String.raw`system
  fail  Swap: swap is on
        have  \x1b[2J\x1b]0;pwned\x07ready
        mend  x
                echo \x1b[31m`);
  });
});

describe('textReport, the last line', () => {
  const none = { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 };

  it.each([
    [{}, 'ready (0.05 s, exit 0)\n'],
    [{ counts: { ...none, warn: 2 } }, 'ready, with 2 warnings (0.05 s, exit 0)\n'],
    [{ counts: { ...none, unknown: 1 } }, 'ready, as far as could be told: 1 unknown (0.05 s, exit 0)\n'],
    [
      { counts: { ...none, warn: 1 }, exitCode: 1 },
      'ready, with 1 warning (0.05 s, exit 1 as --fail-on asks)\n',
    ],
    [{ ready: false, exitCode: 1, durationMs: 12_345 }, 'not ready (12.35 s, exit 1)\n'],
  ])('for %j', (judgement, text) => {
    expect(lastLines(judgement)).toBe(text);
  });

  it('names five failures and counts the others', () => {
    const findings = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((check) => findingOf({ check }));
    const counts = { ...none, fail: 7 };
    expect(lastLines({ findings, counts, ready: false, exitCode: 1 })).toBe(
      'not ready: 7 failures (A, B, C, D, E, and 2 more) (0.05 s, exit 1)\n',
    );
  });
});
