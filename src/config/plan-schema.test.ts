import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod/mini';
import type { Plan } from './plan.ts';
import { planJsonSchema, type planSchema } from './plan-schema.ts';

/** Strips `readonly` on all levels, in which the two may differ. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

const origin = { kind: 'default', release: 'v1.36' } as const;
const text = { value: '', origin } as const;
const texts = { value: [], origin } as const;
const yes = { value: true, origin } as const;
const number = { value: 1, origin } as const;

const plan: Plan = {
  schema: 'kube-preflight/plan/v1',
  action: 'init',
  phase: 'init',
  role: { value: 'control-plane', origin },
  kubernetesVersion: { value: 'v1.36.2', origin: { kind: 'flag', flag: '--kubernetes-version' } },
  proxyMode: {
    value: 'nftables',
    origin: { kind: 'file', file: 'k.yaml', line: 14, column: 7, field: 'mode' },
  },
  families: { value: ['ipv4', 'ipv6'], origin: { kind: 'cluster', object: 'ConfigMap kube-proxy' } },
  kubeProxy: {
    modeSet: true,
    nodePortAddresses: texts,
    masqueradeBit: number,
    masqueradeAll: yes,
    localhostNodePorts: yes,
    ipvsScheduler: text,
    ipvsStrictArp: yes,
    clusterCidr: texts,
    detectLocalMode: text,
    detectLocalBridge: text,
    detectLocalPrefix: text,
    conntrackMaxPerCore: number,
    conntrackMin: number,
    conntrackTcpBeLiberal: yes,
    featureGates: { value: { A: true }, origin },
  },
  kubelet: {
    makeIPTablesUtilChains: yes,
    failSwapOn: yes,
    failCgroupV1: yes,
    cgroupDriver: text,
    containerRuntimeEndpoint: text,
    port: number,
    healthzPort: number,
    resolvConf: text,
    protectKernelDefaults: yes,
    swapBehavior: text,
  },
  cni: {
    plugins: { value: ['calico', 'portmap'], origin },
    servesServices: yes,
    dataPlane: { value: 'auto', origin },
    removesKubeProxy: yes,
  },
  nodeName: { value: 'cp-1', origin: { kind: 'host', what: 'host name' } },
  criSocket: text,
  bind: { apiServer: text, controllerManager: text, scheduler: text },
  advertiseAddress: text,
  bindPort: number,
  serviceSubnets: texts,
  podSubnets: texts,
  dnsDomain: text,
  images: {
    repository: text,
    coreDnsRepository: text,
    coreDnsTag: text,
    etcdRepository: text,
    etcdTag: text,
  },
  etcd: {
    external: false,
    dataDir: text,
    endpoints: texts,
    httpEndpoints: texts,
    caFile: text,
    certFile: text,
    keyFile: text,
  },
  skipPhases: texts,
  imagePullPolicy: text,
  apiServerEndpoint: text,
  controlPlaneEndpoint: text,
  discovery: { value: 'none', origin },
  caCertPath: text,
  certificatesDir: text,
  certSans: { apiServer: texts, etcdServer: texts, etcdPeer: texts },
  dryRun: yes,
  ignorePreflightErrors: [text],
  waivers: [{ check: text, reason: 'it is so', owner: 'us', expires: '2027-01-31', hosts: ['*'] }],
  requirements: [
    {
      name: text,
      demand: { kind: 'sysctl', key: 'vm/max_map_count', values: [], minimum: 1, maximum: 2 },
      severity: 'warn',
      neededBy: ['us'],
      why: 'it is so',
      source: '',
      actions: ['init'],
      roles: ['worker'],
      modes: ['none'],
      hosts: [],
      mend: { what: 'set it', now: [], persistent: [], verify: [] },
    },
  ],
  notices: [{ code: 'config.unknown-field', origin, args: { field: 'x', near: ['y'] }, excerpt: 'x: 1\n^' }],
};

const ajv = new Ajv2020({ strict: true, allErrors: true });
const validate = ajv.compile(planJsonSchema());

describe('planJsonSchema', () => {
  it('describes the type Plan, no more and no less', () => {
    expectTypeOf<Mutable<z.infer<typeof planSchema>>>().toEqualTypeOf<Mutable<Plan>>();
  });

  it('accepts a plan', () => {
    expect(validate(plan), ajv.errorsText(validate.errors)).toBe(true);
  });

  it.each([
    ['an unknown mode', { proxyMode: { value: 'userspace', origin } }],
    ['a value without its origin', { bindPort: { value: 6443 } }],
    ['an unknown origin', { bindPort: { value: 6443, origin: { kind: 'guess' } } }],
    [
      'a position that does not exist',
      {
        bindPort: { value: 6443, origin: { kind: 'file', file: 'k.yaml', line: 0, column: 1, field: 'p' } },
      },
    ],
    ['an unknown member', { mode: 'nftables' }],
    ['a missing member', { etcd: undefined }],
  ])('refuses %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...plan, ...change })))).toBe(false);
  });

  it('is what docs/schema publishes', () => {
    const published = readFileSync(new URL('../../docs/schema/plan-v1.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(planJsonSchema());
  });
});
