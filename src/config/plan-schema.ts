import * as z from 'zod/mini';
import { cniNames } from '../catalog/cnis.ts';
import { requirementSchema, waiverSchema } from './own-files/plan-parts.ts';

/** The schema of what `kube-preflight plan -o json` prints. A test holds it equal to the type Plan. */

const position = z.int().check(z.minimum(1));
const text = z.string();
const texts = z.array(z.string());

const origin = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('flag'), flag: text }),
    z.strictObject({
      kind: z.literal('file'),
      file: text,
      line: position,
      column: position,
      field: text,
    }),
    z.strictObject({ kind: z.literal('cluster'), object: text }),
    z.strictObject({ kind: z.literal('host'), what: text }),
    z.strictObject({ kind: z.literal('default'), release: text, planned: z.exactOptional(z.boolean()) }),
  ])
  .check(z.meta({ id: 'Origin', description: 'Where a value was read. Lines and columns count from 1.' }));

function planned<T extends z.core.$ZodType>(value: T) {
  return z.strictObject({ value, origin });
}

const plannedText = () => planned(text);
const plannedTexts = () => planned(texts);
const plannedSwitch = () => planned(z.boolean());
const plannedCount = () => planned(z.int());

const kubeProxy = z
  .strictObject({
    modeSet: z.boolean().check(z.describe('false: the default of the release rules.')),
    askedCluster: z.exactOptional(
      z.literal(true).check(z.describe('The cluster was asked, and leaves the mode unset.')),
    ),
    nodePortAddresses: plannedTexts(),
    masqueradeBit: plannedCount(),
    masqueradeAll: plannedSwitch(),
    localhostNodePorts: plannedSwitch(),
    ipvsScheduler: plannedText(),
    ipvsStrictArp: plannedSwitch(),
    clusterCidr: plannedTexts(),
    detectLocalMode: plannedText(),
    detectLocalBridge: plannedText(),
    detectLocalPrefix: plannedText(),
    conntrackMaxPerCore: plannedCount(),
    conntrackMin: plannedCount(),
    conntrackTcpBeLiberal: plannedSwitch(),
    featureGates: planned(z.record(text, z.boolean())),
  })
  .check(z.meta({ id: 'KubeProxyPlan' }));

const kubelet = z
  .strictObject({
    makeIPTablesUtilChains: plannedSwitch(),
    failSwapOn: plannedSwitch(),
    failCgroupV1: plannedSwitch(),
    cgroupDriver: plannedText(),
    containerRuntimeEndpoint: plannedText(),
    port: plannedCount(),
    healthzPort: plannedCount(),
    resolvConf: plannedText(),
    protectKernelDefaults: plannedSwitch(),
    swapBehavior: plannedText(),
  })
  .check(z.meta({ id: 'KubeletPlan' }));

const cni = z
  .strictObject({
    plugins: planned(z.array(z.enum(cniNames))),
    servesServices: z.exactOptional(plannedSwitch()),
    dataPlane: z.exactOptional(planned(z.enum(['iptables', 'nftables', 'ebpf', 'auto']))),
    removesKubeProxy: z.exactOptional(plannedSwitch()),
  })
  .check(z.meta({ id: 'CniPlan', description: 'The network plugin; empty or absent: nobody said.' }));

const etcd = z
  .strictObject({
    external: z.boolean(),
    dataDir: plannedText(),
    endpoints: plannedTexts(),
    httpEndpoints: plannedTexts(),
    caFile: plannedText(),
    certFile: plannedText(),
    keyFile: plannedText(),
  })
  .check(z.meta({ id: 'EtcdPlan' }));

const images = z
  .strictObject({
    repository: plannedText(),
    coreDnsRepository: plannedText(),
    coreDnsTag: plannedText(),
    etcdRepository: plannedText(),
    etcdTag: plannedText(),
  })
  .check(z.meta({ id: 'ImagesPlan', description: 'Empty: as the release has it.' }));

const notice = z
  .strictObject({
    code: text,
    origin,
    args: z.record(text, z.union([text, z.number(), z.boolean(), texts])),
    excerpt: z.exactOptional(text),
  })
  .check(
    z.meta({
      id: 'Notice',
      description: 'Something in the configuration that has no effect or will not last.',
    }),
  );

const waiver = waiverSchema(plannedText());
const requirement = requirementSchema(plannedText());

export const planSchema = z
  .strictObject({
    schema: z.literal('kube-preflight/plan/v1'),
    action: z.enum(['init', 'join', 'upgrade', 'reset']),
    phase: z.enum(['init', 'join', 'upgrade apply', 'upgrade node', 'reset']),
    role: planned(z.enum(['control-plane', 'worker'])),
    kubernetesVersion: plannedText(),
    proxyMode: planned(z.enum(['iptables', 'nftables', 'ipvs', 'none'])),
    families: planned(z.array(z.enum(['ipv4', 'ipv6']))),
    kubeProxy,
    kubelet,
    cni,
    nodeName: plannedText(),
    criSocket: plannedText(),
    bind: z.strictObject({
      apiServer: plannedText(),
      controllerManager: plannedText(),
      scheduler: plannedText(),
    }),
    advertiseAddress: plannedText(),
    bindPort: plannedCount(),
    serviceSubnets: plannedTexts(),
    podSubnets: plannedTexts(),
    dnsDomain: plannedText(),
    etcd,
    images,
    skipPhases: plannedTexts(),
    imagePullPolicy: plannedText(),
    apiServerEndpoint: plannedText(),
    controlPlaneEndpoint: plannedText(),
    discovery: planned(z.enum(['token', 'file', 'none'])),
    caCertPath: plannedText(),
    certificatesDir: plannedText(),
    certSans: z.object({
      apiServer: plannedTexts(),
      etcdServer: plannedTexts(),
      etcdPeer: plannedTexts(),
    }),
    dryRun: plannedSwitch(),
    ignorePreflightErrors: z.array(plannedText()),
    waivers: z.array(waiver),
    requirements: z.array(requirement),
    notices: z.array(notice),
  })
  .check(
    z.meta({
      title: 'kube-preflight plan',
      description: 'What `kube-preflight plan -o json` prints: what the node is meant to become.',
    }),
  );

/** JSON Schema 2020-12, published as docs/schema/plan-v1.json. */
export function planJsonSchema(): object {
  return { $id: 'urn:kube-preflight:schema:plan:v1', ...z.toJSONSchema(planSchema) };
}
