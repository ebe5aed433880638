import { describe, expect, it } from 'vitest';
import type { MemoryFile } from '../../test/config/memory-io.ts';
import { cluster, errorsOf, init, join, kubelet, proxy, readPlan } from '../../test/config/read-plan.ts';
import { formatConfigError } from './config-error.ts';
import type { PlanRequest } from './load-plan.ts';

type Case = readonly [
  name: string,
  content: MemoryFile | Readonly<Record<string, MemoryFile>>,
  errors: readonly string[],
  request?: Partial<PlanRequest>,
];

const both = `${cluster}---\n${proxy}`;
const utf16 = (text: string, mark: readonly number[]): Uint8Array =>
  Uint8Array.from([...mark, ...Buffer.from(text, 'utf16le')]);
const bomb = `${cluster}a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
`;

const fileCases: readonly Case[] = [
  ['an empty file', '', ['config.empty-file']],
  ['only comments', '# later\n\n', ['config.empty-file']],
  ['only separators', '---\n---\n# nothing\n', ['config.empty-file']],
  ['a missing file', {}, ['config.missing-file'], { files: ['nowhere.yaml'] }],
  ['an unreadable file', { 'k.yaml': { code: 'EACCES' } }, ['config.unreadable-file']],
  ['a file that hangs', { 'k.yaml': { code: 'ETIMEDOUT' } }, ['config.unreadable-file']],
  ['a directory without YAML', { etc: { names: ['readme.txt', '.x.yaml'] } }, ['config.empty-directory']],
  ['an ELF program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1), ['config.binary']],
  ['a zero byte', Uint8Array.of(0x61, 0x3a, 0x20, 0x62, 0x63, 0x00, 0x0a), ['config.binary']],
  ['more than 3 MiB', `${cluster}# ${'x'.repeat(3 * 1024 * 1024)}\n`, ['config.too-large']],
  ['UTF-16 little endian', utf16(cluster, [0xff, 0xfe]), ['config.encoding']],
  ['UTF-16 without a mark', utf16(cluster, []), ['config.encoding']],
  [
    'Latin-1',
    Buffer.concat([Buffer.from(`${cluster}# gr`), Buffer.of(0xfc), Buffer.from('n\n')]),
    ['3:5 config.encoding'],
  ],
];

const yamlCases: readonly Case[] = [
  ['a syntax error', `${cluster}networking: {podSubnet: 10.244.0.0/16\n`, ['3:38 config.syntax']],
  ['a mapping in a value', `${cluster}clusterName: a: b\n`, ['3:14 config.syntax']],
  ['a tab', `${cluster}networking:\n\tpodSubnet: 10.244.0.0/16\n`, ['4:1 config.tab']],
  ['a duplicate key', `${cluster}clusterName: a\nclusterName: b\n`, ['4:1 config.duplicate-key']],
  [
    'a duplicate key below',
    `${cluster}networking:\n  podSubnet: ""\n  podSubnet: ""\n`,
    ['5:3 config.duplicate-key'],
  ],
  ['an alias bomb', bomb, ['7:4 config.alias-bomb']],
  ['an alias to itself', `${cluster}networking: &a\n  podSubnet: *a\n`, ['4:14 config.bad-alias']],
  ['an alias to nothing', `${cluster}clusterName: *who\n`, ['3:14 config.bad-alias']],
  ['deep nesting', `${cluster}a: ${'['.repeat(5000)}`, ['3:104 config.too-deep']],
  ['too many values', `${cluster}${'- a\n'.repeat(60_000)}`, ['20000:2 config.too-complex']],
  ['words on a separator line', `${cluster}--- more\n${proxy}`, ['3:5 config.separator']],
  ['an empty document', `# mine\n---\n${cluster}`, ['1:1 config.empty-document']],
  ['a list', '- a\n', ['1:1 config.not-a-mapping']],
  ['a word', 'nftables\n', ['1:1 config.not-a-mapping']],
];

const kindCases: readonly Case[] = [
  ['no kind', 'apiVersion: kubeadm.k8s.io/v1beta4\n', ['1:1 config.missing-kind']],
  ['no apiVersion', 'kind: ClusterConfiguration\n', ['1:1 config.missing-api-version']],
  ['neither', 'networking: {}\n', ['1:1 config.missing-api-version', '1:1 config.missing-kind']],
  ['an empty kind', 'apiVersion: kubeadm.k8s.io/v1beta4\nkind:\n', ['2:1 config.missing-kind']],
  [
    'ApiVersion',
    'ApiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n',
    ['1:1 config.missing-api-version'],
  ],
  ['a number for a kind', 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: 7\n', ['2:7 config.wrong-type']],
  ['no group', 'apiVersion: v1\nkind: Config\n', ['1:13 config.bad-api-version']],
  [
    'an unknown kind',
    'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfig\n',
    ['2:7 config.unknown-kind'],
  ],
  [
    'a kind of another group',
    'apiVersion: kubeadm.k8s.io/v1beta4\nkind: KubeProxyConfiguration\n',
    ['2:7 config.unknown-kind'],
  ],
  [
    'a kind that v1beta3 has not',
    'apiVersion: kubeadm.k8s.io/v1beta3\nkind: ResetConfiguration\n',
    ['2:7 config.unknown-kind'],
    { action: 'reset' },
  ],
  [
    'a property of every object',
    'apiVersion: kubeadm.k8s.io/v1beta4\nkind: constructor\n',
    ['2:7 config.unknown-kind'],
  ],
  ['another version of kube-proxy', both.replace('v1alpha1', 'v1beta1'), ['4:13 config.unknown-version']],
  ['v1beta2', cluster.replace('v1beta4', 'v1beta2'), ['1:13 config.refused-version']],
  ['v1', cluster.replace('v1beta4', 'v1'), ['1:13 config.refused-version']],
  ['v1beta9', cluster.replace('v1beta4', 'v1beta9'), ['1:13 config.unknown-version']],
  [
    'v1beta3 for 1.37',
    cluster.replace('v1beta4', 'v1beta3'),
    ['1:13 config.refused-version'],
    { flags: { kubernetesVersion: '1.37' } },
  ],
  ['the same kind twice', `${cluster}---\n${cluster}`, ['5:7 config.kind-twice']],
  [
    'the same kind in two versions',
    `${cluster}---\n${cluster.replace('v1beta4', 'v1beta3')}`,
    ['5:7 config.kind-twice'],
  ],
  ['the same kind in two files', { 'a.yaml': cluster, 'b.yaml': cluster }, ['2:7 config.kind-twice']],
  ['only kube-proxy for init', proxy, ['config.no-init-or-cluster']],
  ['no JoinConfiguration', cluster, ['config.no-join'], { action: 'join' }],
  ['no UpgradeConfiguration', cluster, ['config.no-upgrade'], { action: 'upgrade' }],
  ['no ResetConfiguration', cluster, ['config.no-reset'], { action: 'reset' }],
  [
    'mixed versions under strict',
    `${cluster}---\n${init.replace('v1beta4', 'v1beta3')}`,
    ['4:13 config.mixed-versions'],
    { strict: true },
  ],
];

const valueCases: readonly Case[] = [
  [
    'an unknown field under strict',
    `${cluster}podSubnet: 10.244.0.0/16\n`,
    ['3:1 config.unknown-field'],
    { strict: true },
  ],
  [
    'an ignored group under strict',
    `${cluster}---\napiVersion: apps/v1\nkind: Deployment\n`,
    ['4:13 config.ignored-document'],
    { strict: true },
  ],
  ['a number for text', `${cluster}kubernetesVersion: 1.36\n`, ['3:20 config.wrong-type']],
  ['a boolean for text', `${cluster}clusterName: on\n`, ['3:14 config.wrong-type']],
  ['text for a boolean', `${both}conntrack:\n  tcpBeLiberal: "yes"\n`, ['7:17 config.wrong-type']],
  ['text for a number', `${init}localAPIEndpoint:\n  bindPort: "6443"\n`, ['4:13 config.wrong-type']],
  ['text for a list', `${init}skipPhases: addon/kube-proxy\n`, ['3:13 config.wrong-type']],
  ['a mapping for a list', `${cluster}apiServer:\n  extraArgs:\n    v: "2"\n`, ['5:5 config.wrong-type']],
  [
    'a list for a mapping',
    `${cluster.replace('beta4', 'beta3')}apiServer:\n  extraArgs:\n  - name: v\n`,
    ['5:3 config.wrong-type'],
  ],
  ['a number for a duration', `${both}configSyncPeriod: 30\n`, ['6:19 config.wrong-type']],
  ['a bad duration', `${both}configSyncPeriod: 30 seconds\n`, ['6:19 config.bad-duration']],
  ['an unknown mode', `${both}mode: nftable\n`, ['6:7 config.unknown-mode']],
  ['a mode in capitals', `${both}mode: NFTables\n`, ['6:7 config.unknown-mode']],
  ['kernelspace', `${both}mode: kernelspace\n`, ['6:7 config.unknown-mode']],
  ['userspace', `${both}mode: userspace\n`, ['6:7 config.unknown-mode']],
  [
    'an unknown scheduler in ipvs mode',
    `${both}mode: ipvs\nipvs:\n  scheduler: rrr\n`,
    ['8:14 config.unknown-value'],
  ],
  ['a masquerade bit of 32', `${both}iptables:\n  masqueradeBit: 32\n`, ['7:18 config.out-of-range']],
  ['a bad pod subnet', `${cluster}networking:\n  podSubnet: 10.244.0.0/33\n`, ['4:14 config.bad-cidr']],
  ['a leading zero', `${cluster}networking:\n  podSubnet: 010.244.0.0/16\n`, ['4:14 config.bad-cidr']],
  [
    'two subnets of one family',
    `${cluster}networking:\n  serviceSubnet: 10.96.0.0/16,10.97.0.0/16\n`,
    ['4:18 config.bad-cidr'],
  ],
  ['a huge service subnet', `${cluster}networking:\n  serviceSubnet: 10.0.0.0/8\n`, ['4:18 config.bad-cidr']],
  [
    'a tiny service subnet',
    `${cluster}networking:\n  serviceSubnet: 10.0.0.0/29\n`,
    ['4:18 config.bad-cidr'],
  ],
  ['a bad cluster CIDR', `${both}clusterCIDR: 10.244.0.0\n`, ['6:14 config.bad-cidr']],
  ['a bad node port address', `${both}nodePortAddresses:\n- 10.0.0.0/8\n- eth0\n`, ['8:3 config.bad-cidr']],
  ['localhost before 1.37', `${both}nodePortAddresses: [localhost]\n`, ['6:21 config.unknown-value']],
  [
    'primary and more before 1.37',
    `${both}nodePortAddresses: [primary, 10.0.0.0/8]\n`,
    ['6:21 config.unknown-value'],
  ],
  [
    'a bad advertise address',
    `${init}localAPIEndpoint:\n  advertiseAddress: cp-1\n`,
    ['4:21 config.bad-address'],
  ],
  ['a bad port', `${init}localAPIEndpoint:\n  bindPort: 70000\n`, ['4:13 config.bad-port']],
  ['a bad kubelet port', `${cluster}---\n${kubelet}port: -1\n`, ['6:7 config.bad-port']],
  ['a bad version', `${cluster}kubernetesVersion: newest\n`, ['3:20 config.bad-version']],
  ['a bad node name', `${init}nodeRegistration:\n  name: bad_node\n`, ['4:9 config.bad-name']],
  ['a TCP socket', `${init}nodeRegistration:\n  criSocket: tcp://127.0.0.1:1\n`, ['4:14 config.bad-socket']],
  [
    'a bad pull policy',
    `${init}nodeRegistration:\n  imagePullPolicy: always\n`,
    ['4:20 config.unknown-value'],
  ],
  [
    'all with others',
    `${init}nodeRegistration:\n  ignorePreflightErrors: [Swap, all]\n`,
    ['4:33 config.all-with-others'],
  ],
  [
    'all in a flag, others in a file',
    `${init}nodeRegistration:\n  ignorePreflightErrors: [Swap]\n`,
    ['config.all-with-others'],
    { flags: { ignorePreflightErrors: ['all'] } },
  ],
  ['two kinds of etcd', `${cluster}etcd:\n  local: {}\n  external: {}\n`, ['5:13 config.exclusive-fields']],
  [
    'two kinds of discovery',
    `${join}discovery:\n  file: {}\n  bootstrapToken: {}\n`,
    ['4:9 config.exclusive-fields'],
    { action: 'join' },
  ],
];

describe.each([
  ['files', fileCases],
  ['YAML', yamlCases],
  ['kinds and versions', kindCases],
  ['values', valueCases],
] as const)('loadPlan refuses, with its place: %s', (_group, cases) => {
  it.each(cases.map(([name, content, errors, request]) => ({ name, content, errors, request })))(
    '$name',
    async ({ content, errors, request }) => {
      expect(await errorsOf(content, request)).toEqual(errors);
    },
  );
});

describe('loadPlan refuses flags', () => {
  it.each([
    [{ proxyMode: 'NFTables' }, '--proxy-mode config.unknown-mode nftables'],
    [{ kubernetesVersion: 'one' }, '--kubernetes-version config.bad-version'],
    [{ serviceCidr: '10.96.0.0' }, '--service-cidr config.bad-cidr 10.96.0.0/16'],
    [{ podNetworkCidr: 'pods' }, '--pod-network-cidr config.bad-cidr such as 10.244.0.0/16'],
    [{ apiserverBindPort: 'https' }, '--apiserver-bind-port config.bad-port'],
    [{ apiserverAdvertiseAddress: '1.2.3' }, '--apiserver-advertise-address config.bad-address'],
    [{ nodeName: 'Node_1' }, '--node-name config.bad-name node-1'],
    [{ criSocket: 'containerd.sock' }, '--cri-socket config.bad-socket'],
    [{ serviceDnsDomain: 'Cluster Local' }, '--service-dns-domain config.bad-name'],
    [
      { ignorePreflightErrors: ['all,Swap'] },
      '--ignore-preflight-errors config.all-with-others either all, or the names',
    ],
  ])('%j', async (flags, wanted) => {
    const result = await readPlan({}, { flags });
    const errors = result.ok ? [] : result.errors;
    expect(errors.map((error) => [error.file, error.code, error.suggestion].join(' ').trim())).toEqual([
      wanted,
    ]);
  });
});

describe('loadPlan tells all errors of all files at once', () => {
  it('keeps the order of the files and the order of the lines', async () => {
    const result = await readPlan({
      'b.yaml': `${cluster}kubernetesVersion: 1.36\nnetworking:\n  dnsDomain: yes\n`,
      'c.yaml': '',
      'a.yaml': `${proxy}mode: [\n`,
    });
    const errors = result.ok ? [] : result.errors;
    expect(errors.map(({ file, line }) => [file, line])).toEqual([
      ['b.yaml', 3],
      ['b.yaml', 5],
      ['c.yaml', undefined],
      ['a.yaml', 3],
    ]);
  });

  it('shows the line with a caret, what was found, what is allowed and what was meant', async () => {
    const result = await readPlan(`${both}mode: nftable\n`);
    expect(result.ok ? '' : result.errors.map(formatConfigError).join('\n')).toBe(
      [
        'kubeadm.yaml:6:7: kube-proxy has no such mode',
        '    mode: nftable',
        '          ^',
        '  found    nftable',
        '  allowed  iptables, nftables, ipvs',
        '  try      nftables',
      ].join('\n'),
    );
  });

  it.each([
    ['nftables ', '"nftables "'],
    ['\\tnftables', '\\tnftables'],
    ['nf tables', 'nf tables'],
  ])('shows the blank in %j that nobody would see', async (written, shown) => {
    const result = await readPlan(
      `${init}---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: "${written}"\n`,
    );
    const lines = result.ok ? [] : result.errors.flatMap((error) => formatConfigError(error).split('\n'));
    expect(lines.filter((line) => line.startsWith('  found'))).toEqual([`  found    ${shown}`]);
  });

  it('never shows a token or a control character', async () => {
    const token = 'abcdef.0123456789abcdef';
    const result = await readPlan(
      `${join}discovery: {bootstrapToken: {token: ${token}, "\\e[2J": \u009b, apiServerEndpoint: 1}}\n`,
      { action: 'join' },
    );
    const shown = result.ok ? '' : result.errors.map(formatConfigError).join('\n');
    expect(shown).toContain('apiServerEndpoint must be text');
    expect(shown).not.toContain(token);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0080-\u009f]/);
  });
});
