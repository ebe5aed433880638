import type { FleetGroup, FleetNode, FleetReport } from '../../src/findings/fleet-report.ts';

const columns = ['FileExisting-nft', 'ProxyKernel-nftables', 'Swap', 'Port-6443', 'CRI'].map((check) => ({
  check,
  title: `about ${check}`,
  group: 'tools' as const,
}));

const none = { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 };

function nodeOf(index: number, text: string): FleetNode {
  const isGone = index % 50 === 7;
  const fails = index % 5 === 0;
  return {
    name: `node-${String(index + 1).padStart(5, '0')}${text}`,
    status: isGone ? 'unreachable' : 'judged',
    detail: isGone ? `no answer ${text}` : '',
    source: 'facts.ndjson',
    os: 'Debian GNU/Linux 12',
    kernel: '6.1.0-50-amd64',
    arch: 'x86_64',
    addresses: ['10.0.0.1'],
    collectedAt: isGone ? '' : '2026-11-23T08:00:00.000Z',
    ready: !isGone && !fails,
    counts: isGone ? none : { ...none, fail: fails ? 1 : 0, warn: 1, pass: 3 },
    cells: isGone ? '-----' : fails ? 'fpwpp' : 'ppwpp',
    groups: isGone ? [] : fails ? [0, 1] : [1],
    modes: isGone
      ? []
      : [{ mode: 'nftables', readiness: fails ? 'not-ready' : 'ready', because: fails ? [0] : [] }],
    survivesDefault: fails ? 'not-ready' : 'ready',
  };
}

function groupOf(
  check: string,
  verdict: 'fail' | 'warn',
  nodes: readonly number[],
  text: string,
): FleetGroup {
  return {
    check,
    code: 'tool.absent',
    group: 'tools',
    verdict,
    subject: check,
    observed: '',
    says: `${check} is amiss ${text}`,
    need: `what it needs ${text}`,
    have: `what it has ${text}`,
    remedies: [{ what: `mend it ${text}`, now: ['apt-get install nftables'], verify: ['nft --version'] }],
    evidence: [{ source: `/usr/sbin ${text}`, excerpt: `no such file ${text}` }],
    neededBy: ['kube-proxy'],
    forMode: '',
    nodes,
    hosts: 'node-[00001-99999]',
  };
}

/** A report of so many nodes: each fifth fails, each fiftieth is gone. @param text added to every text */
export function fleetReportOf(count: number, text = ''): FleetReport {
  const nodes = Array.from({ length: count }, (_, index) => nodeOf(index, text));
  const withCell = (letter: string): readonly number[] =>
    nodes.flatMap(({ cells }, index) => (cells.includes(letter) ? [index] : []));
  const judged = nodes.filter(({ status }) => status === 'judged').length;
  return {
    schema: 'kube-preflight/fleet/v1',
    tool: { name: 'kube-preflight', version: '0.0.0-test' },
    command: 'join',
    kubernetes: 'v1.36.2',
    policy: 'mode-aware',
    planned: [{ label: 'kube-proxy', value: 'nftables', origin: 'kubeadm.yaml:14:7' }],
    columns,
    nodes,
    groups: [
      groupOf('FileExisting-nft', 'fail', withCell('f'), text),
      groupOf('Swap', 'warn', withCell('w'), text),
    ],
    duplicates:
      count > 1
        ? [{ what: 'machine-id', value: `abc${text}`, nodes: [0, 1], hosts: 'node-[00001-00002]' }]
        : [],
    differences: [],
    clocks: [],
    totals: {
      judged,
      unreachable: count - judged,
      failed: 0,
      unreadable: 0,
      duplicate: 0,
      nodes: count,
      ready: nodes.filter(({ ready }) => ready).length,
    },
    exitCode: 1,
    durationMs: 10,
  };
}
