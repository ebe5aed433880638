import { describe, expect, it } from 'vitest';
import type { HintChange, HintReport } from '../findings/hint-report.ts';
import { hintChangeKlog, hintKlog, klogLine } from './hint-klog.ts';
import { hintChangeText, hintText } from './hint-text.ts';

const tool = { name: 'kube-preflight', version: '0.0.0' };
const report: HintReport = {
  schema: 'kube-preflight/hint/v1',
  tool,
  subject: { host: 'cp-1', kubernetes: 'v1.36.2', mode: 'iptables', modeOrigin: 'kubeadm.yaml:14:7' },
  sides: [
    { backend: 'nft', family: 'ipv4', readable: true, rules: 1 },
    { backend: 'nft', family: 'ipv6', readable: true, detail: 'there is no iptables-nft-save on this host' },
    { backend: 'legacy', family: 'ipv4', readable: false, detail: 'EACCES \u001B[31m' },
  ],
  marks: [
    {
      chain: 'KUBE-IPTABLES-HINT',
      backend: 'nft',
      family: 'ipv4',
      table: 'mangle',
      madeBy: 'the kubelet',
      readable: false,
    },
  ],
  kubelet: { does: 'makes', backend: 'nft', says: 'makes KUBE-IPTABLES-HINT in nft' },
  consumers: [
    {
      id: 'calico',
      who: 'Calico (Felix)',
      backend: 'legacy',
      reason: 'it counts rules',
      algorithm: 'marks, then counts',
      source: 'projectcalico/calico',
      note: 'FELIX_IPTABLESBACKEND overrides it',
      readsHint: true,
      hereBy: '/etc/cni/net.d/10-calico.conflist',
    },
  ],
  contradictions: ['no reader finds it'],
  exitCode: 1,
};
const change: HintChange = {
  schema: 'kube-preflight/hint-change/v1',
  tool,
  action: 'ensure',
  outcomes: [
    {
      code: 'made',
      family: 'ipv4',
      backend: 'nft',
      command: '/usr/sbin/iptables -w 5 -N KUBE-IPTABLES-HINT -t mangle',
      says: 'made KUBE-IPTABLES-HINT',
      todo: '',
      ok: true,
    },
    {
      code: 'failed',
      family: 'ipv6',
      backend: '',
      command: '',
      says: 'it said "no"\nand more',
      todo: 'look',
      ok: false,
    },
  ],
  readers: [],
  exitCode: 1,
};
const options = { verbose: false, color: false, unicode: true, width: 80, timings: false };
const stamp = { now: new Date(2026, 0, 2, 3, 4, 5, 67), pid: 42 };

describe('hintText', () => {
  it('says of what could not be read that it was not seen, why once, and what to do', () => {
    const detail = 'iptables-nft-save: Permission denied (you must be root)';
    const blind: HintReport = {
      ...report,
      sides: [{ backend: 'nft', family: 'ipv4', readable: false, detail }],
      marks: [],
      consumers: report.consumers.map((one) => ({
        ...one,
        backend: 'unknown',
        reason: `the nft rules of IPv4 could not be read: ${detail}`,
      })),
      contradictions: [],
    };
    const text = hintText(blind, { ...options, width: 200 });
    expect(text).toContain('marks        none seen; not all rules could be read\n');
    expect(text.split(detail)).toHaveLength(2);
    expect(text).toMatch(/not all could be read: run this as root\n$/u);
  });

  it('shows what stands, what is foretold and what does not fit', () => {
    const text = hintText(report, options);
    expect(text).toMatchInlineSnapshot(`
      "kube-preflight hint show cp-1 · Kubernetes v1.36.2 · kube-proxy iptables
        (kubeadm.yaml:14:7)

      stands now
        nft IPv4     1 rule
        nft IPv6     rules not counted: there is no iptables-nft-save on this host
        legacy IPv4  could not be read: EACCES \\x1b[31m
        mark         KUBE-IPTABLES-HINT in mangle of nft (IPv4), a chain of the
                     kubelet; no reader finds it there

      the kubelet
        at start     makes KUBE-IPTABLES-HINT in nft

      would choose, if it started now
        legacy       Calico (Felix) [here: /etc/cni/net.d/10-calico.conflist]: it
                     counts rules

        conflict     no reader finds it
      1 contradiction
      "
    `);
  });

  it('tells how each decides when asked', () => {
    const text = hintText(report, { ...options, verbose: true });
    for (const part of ['marks, then counts', 'FELIX_IPTABLESBACKEND', 'projectcalico/calico'])
      expect(text).toContain(part);
  });
});

describe('hintChangeText', () => {
  it('says a line a family, and what to do', () => {
    expect(hintChangeText(change, options)).toBe(
      '  IPv4         made KUBE-IPTABLES-HINT\n  IPv6         it said "no" and more\n               do look\n',
    );
  });
});

describe('hintChangeKlog', () => {
  it("writes klog's lines, and never more than one a family", () => {
    expect(hintChangeKlog(change, stamp)).toBe(
      `I0102 03:04:05.067000      42 hint.ts:1] "made KUBE-IPTABLES-HINT" action="ensure" outcome="made" protocol="IPv4" backend="nft" command="/usr/sbin/iptables -w 5 -N KUBE-IPTABLES-HINT -t mangle"
E0102 03:04:05.067000      42 hint.ts:1] "it said \\"no\\" and more" action="ensure" outcome="failed" protocol="IPv6" todo="look"
`,
    );
  });
});

describe('hintKlog', () => {
  it('warns of what could not be read, and makes errors of contradictions', () => {
    const lines = hintKlog(report, stamp).trimEnd().split('\n');
    expect(lines.map((line) => line[0]).join('')).toBe('WIIIE');
    for (const line of lines) expect(line).toMatch(/^[IWE]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ [\w.]+:\d+\] "/u);
  });
});

describe('klogLine', () => {
  it('leaves out pairs that hold nothing', () => {
    expect(klogLine(stamp, 'I', 'hello', [['key', '']])).toBe(
      'I0102 03:04:05.067000      42 hint.ts:1] "hello"\n',
    );
  });
});
