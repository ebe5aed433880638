import { flagAt, listAt, textAt, valueAt, placeOf, type Documents } from './config-document.ts';
import { safeText } from './excerpt.ts';
import type { CertSansPlan, Planned, Role } from './plan.ts';
import { isDnsName } from './plan-network.ts';
import type { PlanRequest } from './plan-request.ts';
import { addError, addValueError, addValueNotice, fileOrigin, type Problems } from './problems.ts';
import { fromDefault, fromFlag, settle } from './settle.ts';

export interface NodePlan {
  readonly role: Planned<Role>;
  readonly nodeName: Planned<string>;
  readonly criSocket: Planned<string>;
  readonly imagePullPolicy: Planned<string>;
  readonly apiServerEndpoint: Planned<string>;
  readonly controlPlaneEndpoint: Planned<string>;
  readonly discovery: Planned<'token' | 'file' | 'none'>;
  readonly caCertPath: Planned<string>;
  readonly certificatesDir: Planned<string>;
  readonly certSans: CertSansPlan;
  readonly dryRun: Planned<boolean>;
}

export function planNode(
  request: PlanRequest,
  documents: Documents,
  release: string,
  problems: Problems,
): NodePlan {
  const { flags } = request;
  const join = documents.get('JoinConfiguration');
  const node = documents.get('InitConfiguration') ?? join;
  const upgrade = documents.get('UpgradeConfiguration');
  const reset = documents.get('ResetConfiguration');
  const dryRun =
    fromFlag('--dry-run', flags.dryRun) ??
    flagAt(node, 'dryRun') ??
    flagAt(reset, 'dryRun') ??
    flagAt(upgrade, 'apply.dryRun') ??
    flagAt(upgrade, 'node.dryRun');
  return {
    role: planRole(request, documents, release),
    nodeName: planName(request, documents, problems),
    criSocket: planSocket(flags.criSocket, documents, release, problems),
    imagePullPolicy: planPull(documents, release, problems),
    controlPlaneEndpoint:
      textAt(documents.get('ClusterConfiguration'), 'controlPlaneEndpoint') ?? fromDefault('', release),
    ...planDiscovery(flags.apiServerEndpoint, documents, release, problems),
    caCertPath: textAt(join, 'caCertPath') ?? fromDefault('/etc/kubernetes/pki/ca.crt', release),
    certificatesDir:
      textAt(documents.get('ClusterConfiguration'), 'certificatesDir') ??
      fromDefault('/etc/kubernetes/pki', release),
    certSans: planCertSans(documents, release),
    dryRun: dryRun ?? fromDefault(false, release),
  };
}

function planCertSans(documents: Documents, release: string): CertSansPlan {
  const cluster = documents.get('ClusterConfiguration');
  const namesAt = (field: string): Planned<readonly string[]> =>
    listAt(cluster, field) ?? fromDefault([], release);
  return {
    apiServer: namesAt('apiServer.certSANs'),
    etcdServer: namesAt('etcd.local.serverCertSANs'),
    etcdPeer: namesAt('etcd.local.peerCertSANs'),
  };
}

function planRole(
  { action, controlPlane }: PlanRequest,
  documents: Documents,
  release: string,
): Planned<Role> {
  if (action !== 'join') return fromDefault('control-plane', release);
  if (controlPlane === true)
    return { value: 'control-plane', origin: { kind: 'flag', flag: '--control-plane' } };
  const join = documents.get('JoinConfiguration');
  const tree = valueAt(join, 'controlPlane');
  if (join === undefined || tree === undefined) return fromDefault('worker', release);
  const place = placeOf(join, tree, 'controlPlane');
  return { value: 'control-plane', origin: fileOrigin(place) };
}

function planName({ flags, host }: PlanRequest, documents: Documents, problems: Problems): Planned<string> {
  const node = documents.get('InitConfiguration') ?? documents.get('JoinConfiguration');
  const hostName: Planned<string> = { value: host.hostName, origin: { kind: 'host', what: 'host name' } };
  const sources = [fromFlag('--node-name', flags.nodeName), textAt(node, 'nodeRegistration.name')];
  const written = settle(problems, 'node name', sources, hostName);
  // As kubeadm does before it looks at the name.
  const value = written.value.trim().toLowerCase();
  if (!isDnsName(value)) {
    const found = safeText(written.value);
    const message = 'the node name must be a lower-case DNS name: letters, digits, `-` and `.`';
    const suggestion = value
      .replaceAll(/[^a-z0-9.-]+/g, '-')
      .replaceAll(/^[-.]+|[-.]+$/g, '')
      .slice(0, 60);
    const hint = isDnsName(suggestion) ? { suggestion } : {};
    const isWritten = written.origin.kind !== 'host';
    if (isWritten)
      addValueError(problems, written.origin, { code: 'config.bad-name', message, found, ...hint });
    else addValueNotice(problems, written.origin, 'config.bad-name', { found, ...hint });
  }
  return { value, origin: written.origin };
}

/** The first of the sockets that kubeadm knows (cmd/kubeadm/app/util/runtime). */
const defaultSocket = 'unix:///var/run/containerd/containerd.sock';

function planSocket(
  flag: string | undefined,
  documents: Documents,
  release: string,
  problems: Problems,
): Planned<string> {
  const node = documents.get('InitConfiguration') ?? documents.get('JoinConfiguration');
  const sources = [
    fromFlag('--cri-socket', flag),
    textAt(node, 'nodeRegistration.criSocket'),
    textAt(documents.get('ResetConfiguration'), 'criSocket'),
  ];
  const planned = settle(problems, 'CRI socket', sources, fromDefault(defaultSocket, release));
  if (/^unix:\/\/\/./.test(planned.value)) return planned;
  const found = safeText(planned.value);
  const path = /^(?:unix:\/*)?(\/.*)$/.exec(planned.value)?.[1];
  if (planned.value.startsWith('/')) {
    addValueNotice(problems, planned.origin, 'config.socket-without-scheme', {
      found,
      suggestion: `unix://${found}`,
    });
    return { value: `unix://${planned.value}`, origin: planned.origin };
  }
  addValueError(problems, planned.origin, {
    code: 'config.bad-socket',
    message: 'the CRI socket must be a unix:// URL with an absolute path',
    found,
    allowed: ['unix:///path/to/socket'],
    ...(path === undefined ? {} : { suggestion: `unix://${safeText(path)}` }),
  });
  return planned;
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

function planPull(documents: Documents, release: string, problems: Problems): Planned<string> {
  const node = documents.get('InitConfiguration') ?? documents.get('JoinConfiguration');
  const upgrade = documents.get('UpgradeConfiguration');
  const planned =
    textAt(node, 'nodeRegistration.imagePullPolicy') ??
    textAt(upgrade, 'apply.imagePullPolicy') ??
    textAt(upgrade, 'node.imagePullPolicy');
  if (planned === undefined) return fromDefault('IfNotPresent', release);
  if (pullPolicies.includes(planned.value)) return planned;
  const near = pullPolicies.find((policy) => policy.toLowerCase() === planned.value.toLowerCase());
  addValueError(problems, planned.origin, {
    code: 'config.unknown-value',
    message: 'kubeadm knows no such image pull policy',
    found: safeText(planned.value),
    allowed: pullPolicies,
    ...(near === undefined ? {} : { suggestion: near }),
  });
  return planned;
}

function planDiscovery(
  flag: string | undefined,
  documents: Documents,
  release: string,
  problems: Problems,
): Pick<NodePlan, 'apiServerEndpoint' | 'discovery'> {
  const join = documents.get('JoinConfiguration');
  const token = valueAt(join, 'discovery.bootstrapToken');
  const file = valueAt(join, 'discovery.file');
  if (join !== undefined && token !== undefined && file !== undefined) {
    addError(problems, placeOf(join, file, 'discovery.file'), {
      code: 'config.exclusive-fields',
      message: 'discovery.bootstrapToken and discovery.file exclude each other',
      suggestion: 'one of the two removed',
    });
  }
  const sources = [
    fromFlag('join operand', flag),
    textAt(join, 'discovery.bootstrapToken.apiServerEndpoint'),
  ];
  const apiServerEndpoint = settle(problems, 'API endpoint', sources, fromDefault('', release));
  const way = token ?? file;
  if (join !== undefined && way !== undefined) {
    const field = token === undefined ? 'discovery.file' : 'discovery.bootstrapToken';
    const origin = fileOrigin(placeOf(join, way, field));
    return { apiServerEndpoint, discovery: { value: token === undefined ? 'file' : 'token', origin } };
  }
  if (flag !== undefined)
    return { apiServerEndpoint, discovery: { value: 'token', origin: apiServerEndpoint.origin } };
  return { apiServerEndpoint, discovery: fromDefault('none', release) };
}
