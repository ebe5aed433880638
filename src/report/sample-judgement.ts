import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';

/** A judgement with one of everything, for the tests of the reports. */

const nftAbsent: ToldFinding = {
  check: 'FileExisting-nft',
  code: 'tool.absent',
  verdict: 'fail',
  group: 'tools',
  subject: 'nft',
  args: { tool: 'nft', mode: 'nftables' },
  evidence: [
    { source: 'PATH', excerpt: '/usr/local/bin:/usr/bin:/bin' },
    { source: '/usr/sbin', excerpt: 'no such file: nft' },
  ],
  neededBy: ['kube-proxy (nftables)', 'the proof that this kernel can run its rules'],
  says: 'nft is not on this host',
  need: 'nft 1.0.1 or later: kube-proxy in nftables mode writes all its rules with it',
  have: 'nothing of that name in the PATH or the usual sbin directories',
  remedies: [
    {
      what: 'Install nftables.',
      now: ['apt-get install nftables'],
      verify: ['nft --version'],
    },
    {
      what: 'Choose iptables mode in the KubeProxyConfiguration; iptables 1.8.9 is sound here.',
      now: [
        "printf 'mode: iptables\\n' >> /etc/kubernetes/kube-proxy-configuration-of-this-cluster-with-a-long-name.yaml",
      ],
    },
  ],
};

const kernelUnproven: ToldFinding = {
  check: 'ProxyKernel-nftables',
  code: 'kernel.unproven',
  verdict: 'unknown',
  group: 'kernel',
  subject: 'IPv4',
  args: { mode: 'nftables' },
  evidence: [],
  neededBy: ['kube-proxy (nftables)'],
  cause: { check: 'FileExisting-nft', code: 'tool.absent' },
  says: 'the kernel could not be asked whether it can run the rules of nftables mode',
  remedies: [{ what: 'Install nft and run this again.' }],
};

const portTaken: ToldFinding = {
  check: 'Port-6443',
  code: 'port.in-use',
  verdict: 'fail',
  group: 'ports',
  subject: 'Port 6443',
  args: { port: 6443 },
  evidence: [
    {
      source: '/proc/net/tcp6',
      excerpt:
        '  sl  local_address                         remote_address\n   0: 00000000000000000000000000000000:192B 0',
    },
  ],
  neededBy: [],
  says: 'another process listens on TCP 6443',
  have: 'haproxy, pid 812',
  remedies: [
    {
      what: 'Stop haproxy.',
      now: ['systemctl stop haproxy'],
      persistent: ['systemctl disable haproxy'],
      verify: ["ss -ltn 'sport = :6443'"],
    },
  ],
};

const swapOn: ToldFinding = {
  check: 'Swap',
  code: 'swap.on',
  verdict: 'warn',
  group: 'system',
  subject: 'swap',
  args: { bytes: 1073741824 },
  evidence: [{ source: '/proc/swaps', excerpt: '/dev/sda2' }],
  neededBy: ['kubelet'],
  says: '1 GiB of swap on /dev/sda2; the kubelet refuses it unless failSwapOn is false',
  ignoredBy: '--ignore-preflight-errors=Swap',
  remedies: [{ what: 'Turn swap off.', now: ['swapoff -a'] }],
};

const noHint: ToldFinding = {
  check: 'IPTablesHint',
  code: 'hint.none',
  verdict: 'info',
  group: 'proxy',
  subject: 'KUBE-IPTABLES-HINT',
  args: {},
  evidence: [],
  neededBy: [],
  says: 'no iptables here, so the kubelet makes no hint chain; nothing on this node reads it',
};

function passed(check: string, group: ToldFinding['group'], says: string): ToldFinding {
  return {
    check,
    code: 'ok',
    verdict: 'pass',
    group,
    subject: check,
    args: {},
    evidence: [],
    neededBy: [],
    says,
  };
}

export const sampleJudgement: Judgement = {
  schema: 'kube-preflight/report/v1',
  tool: { name: 'kube-preflight', version: '0.1.0' },
  command: 'init',
  subject: {
    host: 'cp-1',
    os: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.1.0-31-amd64',
    kubernetes: 'v1.36.2',
  },
  policy: 'mode-aware',
  planned: [
    { label: 'kube-proxy', value: 'nftables', origin: 'kubeadm.yaml:14:7' },
    { label: 'families', value: 'IPv4, IPv6', origin: 'kubeadm.yaml:9:18' },
    { label: 'Kubernetes', value: 'v1.36.2', origin: '--kubernetes-version' },
  ],
  findings: [
    passed('FileExisting-mount', 'tools', 'mount is sound: /usr/bin/mount'),
    swapOn,
    noHint,
    nftAbsent,
    portTaken,
    kernelUnproven,
    passed('FileExisting-losetup', 'tools', 'losetup is sound: /usr/sbin/losetup'),
    passed('Port-10250', 'ports', 'TCP 10250 is free'),
  ],
  counts: { pass: 3, info: 1, warn: 1, fail: 2, unknown: 1 },
  ready: false,
  exitCode: 1,
  durationMs: 93.4,
  timings: { tools: 12.2, netfilter: 41.7, os: 12.2 },
  sideEffects: ['the kernel loaded nf_tables and nft_fib to answer'],
};
