import { describe, expect, it } from 'vitest';
import { cluster, errorsOf, init, join, readPlan } from '../../../test/config/read-plan.ts';
import { formatConfigError } from '../config-error.ts';
import type { PlanRequest } from '../load-plan.ts';
import { valueRules } from './value-rules.ts';

const token = 'abcdef.0123456789abcdef';
const key = '0123456789abcdef'.repeat(4);
const reset = init.replace('InitConfiguration', 'ResetConfiguration');
const upgrade = init.replace('InitConfiguration', 'UpgradeConfiguration');

type Row = readonly [field: string, document: string, right: readonly string[], wrong: readonly string[]];

const external = (fields: string): string => `${cluster}etcd: {external: {${fields}}}\n`;
const ofToken = (text: string): string =>
  `discovery: {tlsBootstrapToken: ${token}, bootstrapToken: {${text}}}`;

/** `%` stands for the value. */
const rows: readonly Row[] = [
  [
    'bootstrapTokens[0].token',
    `${init}bootstrapTokens: [{token: %}]`,
    [token, '""'],
    ['abc', 'abcdef.0123456789ABCDEF', `${token}0`, `0${token}`, '"{{ token }}"'],
  ],
  [
    'bootstrapTokens[0].usages[0]',
    `${init}bootstrapTokens: [{usages: [%]}]`,
    ['signing', 'authentication'],
    ['sign', '""'],
  ],
  [
    'bootstrapTokens[0].groups[0]',
    `${init}bootstrapTokens: [{groups: [%]}]`,
    ['system:bootstrappers:kubeadm:default-node-token', 'system:bootstrappers:a'],
    [
      'system:nodes',
      '"a:system:bootstrappers:a"',
      '"system:bootstrappers:"',
      'system:bootstrappers:A',
      '"system:bootstrappers:a:"',
    ],
  ],
  ['certificateKey', `${init}certificateKey: %`, [key, '""'], ['abcd', `${key}00`, `g${key.slice(1)}`]],
  [
    'controlPlane.certificateKey',
    `${join}controlPlane: {certificateKey: %}`,
    [key.toUpperCase()],
    [key.slice(1)],
  ],
  [
    'discovery.bootstrapToken.token',
    `${join}${ofToken('apiServerEndpoint: "a:1", token: %')}`,
    [token],
    ['abcdef-0123456789abcdef'],
  ],
  [
    'discovery.tlsBootstrapToken',
    `${join}discovery: {file: {kubeConfigPath: /x}, tlsBootstrapToken: %}`,
    [token, '""'],
    ['abc'],
  ],
  [
    'discovery.bootstrapToken.apiServerEndpoint',
    `${join}${ofToken(`token: ${token}, apiServerEndpoint: %`)}`,
    ['lb:6443', '10.0.0.1:6443', '"[fd00::1]:6443"'],
    ['lb', 'https://lb:6443', '"fd00::1"', '"[fd00::1]"'],
  ],
  [
    'discovery.bootstrapToken.caCertHashes[0]',
    `${join}${ofToken(`token: ${token}, apiServerEndpoint: "a:1", caCertHashes: [%]`)}`,
    [`"sha256:${key}"`],
    [`"${key}"`, '"sha256:abc"', `"sha256:${key}0"`, `"asha256:${key}"`, `"sha512:${key}"`, '""'],
  ],
  [
    'discovery.file.kubeConfigPath',
    `${join}discovery: {file: {kubeConfigPath: %}}`,
    ['/etc/x.conf', 'x.conf', 'https://a/x.conf'],
    ['http://a/x.conf'],
  ],
  [
    'caCertPath',
    `${join}discovery: {file: {kubeConfigPath: /x}}\ncaCertPath: %`,
    ['/etc/kubernetes/pki/ca.crt'],
    ['ca.crt', '/etc/ca.pem'],
  ],
  [
    'controlPlaneEndpoint',
    `${cluster}controlPlaneEndpoint: %`,
    [
      'lb',
      'lb.example:6443',
      '10.0.0.1',
      '010.000.0.01:6443',
      '"lb:1"',
      'lb:65535',
      '"[fd00::1]:6443"',
      '"fd00::1"',
      '"lb:"',
    ],
    [
      'https://lb:6443',
      'LB:6443',
      'lb:65536',
      'lb:0',
      'lb:http',
      'lb:x80',
      'lb:80x',
      'lb:80:80',
      'my_lb',
      '"[fd00::1]"',
      'lb:6443/path',
    ],
  ],
  [
    'imageRepository',
    `${cluster}imageRepository: %`,
    [
      'registry.k8s.io',
      `a/${'b'.repeat(253)}`,
      'registry.example:5000/k8s/mirror',
      'localhost:5000',
      'a/b__c',
      '"[fd00::1]:5000/x"',
    ],
    [
      'https://registry.example',
      'registry.example/',
      `a/${'b'.repeat(254)}`,
      'registry.example/Upper',
      'with space',
      '/a',
    ],
  ],
  [
    'dns.imageRepository',
    `${cluster}dns: {imageRepository: %}`,
    ['registry.example/coredns'],
    ['registry.example/coredns:v1'],
  ],
  [
    'etcd.local.imageRepository',
    `${cluster}etcd: {local: {imageRepository: %}}`,
    ['quay.io/x'],
    ['quay.io//x'],
  ],
  [
    'apiServer.certSANs[0]',
    `${cluster}apiServer: {certSANs: [%]}`,
    ['api.example', '"*.example"', '010.0.0.1', '10.0.0.1', '"fd00::1"'],
    ['API.example', 'https://api.example', 'my_api', '""', '10.0.0.1/24', '"*"', '"a.*.example"'],
  ],
  ['etcd.local.serverCertSANs[0]', `${cluster}etcd: {local: {serverCertSANs: [%]}}`, ['a'], ['a b']],
  ['etcd.local.peerCertSANs[0]', `${cluster}etcd: {local: {peerCertSANs: [%]}}`, ['a'], ['"a,b"']],
  ['certificatesDir', `${cluster}certificatesDir: %`, ['/etc/pki', '""'], ['pki', './pki', '~/pki']],
  ['etcd.local.dataDir', `${cluster}etcd: {local: {dataDir: %}}`, ['/data'], ['data']],
  [
    'etcd.external.caFile',
    `${cluster}etcd: {external: {endpoints: ["https://a:1"], caFile: %}}`,
    ['/ca'],
    ['ca'],
  ],
  [
    'etcd.external.certFile',
    `${cluster}etcd: {external: {caFile: /a, keyFile: /k, certFile: %}}`,
    ['/c'],
    ['c'],
  ],
  [
    'etcd.external.keyFile',
    `${cluster}etcd: {external: {caFile: /a, certFile: /k, keyFile: %}}`,
    ['/c'],
    ['c'],
  ],
  [
    'encryptionAlgorithm',
    `${cluster}encryptionAlgorithm: %`,
    ['RSA-4096', 'ECDSA-P256'],
    ['RSA-1024', 'rsa-2048', 'Ed25519'],
  ],
  ['certificatesDir', `${reset}certificatesDir: %`, ['/etc/pki'], ['pki']],
  ['unmountFlags[0]', `${reset}unmountFlags: [%]`, ['MNT_FORCE', 'UMOUNT_NOFOLLOW'], ['MNT_NOW', '""']],
  ['apply.patches.directory', `${upgrade}apply: {patches: {directory: %}}`, ['/p'], ['p']],
  ['node.patches.directory', `${upgrade}node: {patches: {directory: %}}`, ['/p'], ['p']],
];

function requestFor(document: string): Partial<PlanRequest> {
  const [, kind = 'init'] = /kind: (Init|Cluster|Join|Reset|Upgrade)/u.exec(document) ?? [];
  const actions = {
    Init: 'init',
    Cluster: 'init',
    Join: 'join',
    Reset: 'reset',
    Upgrade: 'upgrade',
  } as const;
  const action = Object.entries(actions).find(([name]) => name === kind)?.[1] ?? 'init';
  return { action, flags: { proxyMode: 'nftables' } };
}

async function refused(document: string): Promise<readonly string[]> {
  const result = await readPlan(`${document}\n`, requestFor(document));
  return result.ok ? [] : result.errors.map(({ code, message }) => `${code} ${message.split(' ')[0] ?? ''}`);
}

describe('refuseValues', () => {
  it('has a row for every field of every rule', () => {
    const fields = valueRules.flatMap((rule) => rule.fields.map((field) => field.replaceAll('.*', '[0]')));
    expect(rows.map(([field]) => field).toSorted()).toEqual(fields.toSorted());
  });

  const right = rows.flatMap(([field, document, values]) =>
    values.map((value) => ({ field, document, value })),
  );
  it.each(right)('takes $field $value', async ({ document, value }) => {
    expect(await refused(document.replace('%', value))).toEqual([]);
  });

  const wrong = rows.flatMap(([field, document, , values]) =>
    values.map((value) => ({ field, document, value })),
  );
  it.each(wrong)('refuses $field $value', async ({ field, document, value }) => {
    expect(await refused(document.replace('%', value))).toEqual([`config.bad-value ${field}`]);
  });

  it('shows no secret, however wrong', async () => {
    const result = await readPlan(
      `${init}certificateKey: not-hex-but-secret\nbootstrapTokens: [{token: hush}]\n`,
    );
    const shown = result.ok ? '' : result.errors.map(formatConfigError).join('\n');
    expect(shown).toContain('found    18 characters');
    expect(shown).not.toMatch(/hush|not-hex/u);
  });

  it('offers the port of the API server, and the command that prints the hash', async () => {
    const bad = `discovery: {bootstrapToken: {token: ${token}, apiServerEndpoint: lb, caCertHashes: [x]}}`;
    const result = await readPlan(`${join}${bad}\n`, requestFor(join));
    expect(result.ok ? [] : result.errors.map(({ suggestion }) => suggestion)).toEqual([
      'lb:6443',
      'kubeadm token create --print-join-command prints it',
    ]);
  });

  it.each([
    ['imageRepository: https://registry.example/', 'try      registry.example'],
    ['imageRepository: registry.example/k8s//', 'try      registry.example/k8s'],
    ['controlPlaneEndpoint: http://lb:6443/', 'try      lb:6443'],
    ['certificatesDir: pki', 'found    pki'],
    ['apiServer: {certSANs: [API.Example]}', 'try      api.example'],
    ['encryptionAlgorithm: RSA', 'allowed  RSA-2048, RSA-3072, RSA-4096, ECDSA-P256, ECDSA-P384'],
    ['etcd: {external: {endpoints: ["10.0.0.1:2379"], caFile: /c}}', 'try      https://10.0.0.1:2379'],
  ])('%s: %s', async (field, line) => {
    const result = await readPlan(`${cluster}${field}\n`);
    expect(result.ok ? [] : result.errors.map(formatConfigError).join('\n').split('\n')).toContain(
      `  ${line}`,
    );
  });
});

describe('refuseValues: fields that belong together', () => {
  it.each([
    [external('endpoints: ["https://a:2379"], caFile: /a, certFile: /b, keyFile: /c'), []],
    [external('endpoints: ["https://a:2379"], caFile: /a'), []],
    [external('endpoints: ["http://a:2379"]'), []],
    [external('endpoints: ["https://a:2379"], certFile: /b'), ['3:18']],
    [external('endpoints: ["https://a:2379"], certFile: /b, keyFile: /c'), ['3:18']],
    [external('endpoints: ["https://a:2379", "http://b:2379"], caFile: /a'), ['3:49']],
    [external('endpoints: ["10.0.0.1:2379"]'), ['3:31']],
    [external('endpoints: ["a https://b"], caFile: /a'), ['3:31']],
    [external('endpoints: ["https://a:2379"], keyFile: /b, caFile: /a'), ['3:18']],
    [`${init}bootstrapTokens: [{ttl: "", expires: "2027-01-01T00:00:00Z"}]\n`, []],
    [`${init}bootstrapTokens: [{groups: ["system:bootstrappers:a"], usages: []}]\n`, []],
    [
      `${init}bootstrapTokens: [{groups: ["system:bootstrappers:a"], usages: [signing, authentication]}]\n`,
      [],
    ],
    [`${init}bootstrapTokens: [{ttl: 1h}, {expires: "2027-01-01T00:00:00Z"}]\n`, []],
    [`${init}bootstrapTokens: [{ttl: 1h}, {ttl: 1h, expires: "2027-01-01T00:00:00Z"}]\n`, ['3:30']],
    [`${init}bootstrapTokens: [{groups: ["system:bootstrappers:a"], usages: [signing]}]\n`, ['3:19']],
    [`${init}bootstrapTokens: [{groups: ["system:bootstrappers:a"]}]\n`, []],
    [`${init}bootstrapTokens: [{groups: [], usages: [signing]}]\n`, []],
    [`${cluster}apiServer: {extraArgs: [{name: a, value: b}, {value: c}]}\n`, ['3:46']],
    [`${cluster}scheduler: {extraArgs: [{name: "", value: c}]}\n`, ['3:25']],
    [`${init}nodeRegistration: {kubeletExtraArgs: [{value: c}]}\n`, ['3:39']],
    [`${join}nodeRegistration: {kubeletExtraArgs: [{value: c}]}\n`, ['3:39']],
  ])('%#', async (document, places) => {
    const expected = places.map((place) => `${place} config.bad-value`);
    expect(await errorsOf(document, requestFor(document))).toEqual(expected);
  });

  it.each([
    ['10.0.0.1:2379', 'https://10.0.0.1:2379'],
    ['http://10.0.0.1:2379', undefined],
    ['etcd 10.0.0.1:2379 ?', undefined],
  ])('offers a scheme for what may be an address alone: %s', async (endpoint, suggestion) => {
    const result = await readPlan(external(`endpoints: ["${endpoint}"], caFile: /a`));
    expect(result.ok ? [] : result.errors.map((error) => error.suggestion)).toEqual([suggestion]);
  });

  it('judges no document that the action does not read', async () => {
    const both = `${join}discovery: {file: {kubeConfigPath: /x}}\n---\n${cluster}certificatesDir: pki\n`;
    expect(await errorsOf(both, { action: 'join', flags: { proxyMode: 'nftables' } })).toEqual([]);
  });
});
