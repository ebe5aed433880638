import { bitsOf, familiesOf, familyOf, isAddress, prefixOf } from './addresses.ts';
import { numberAt, textAt, type Documents } from './config-document.ts';
import type { ErrorWords } from './config-error.ts';
import { safeText } from './excerpt.ts';
import type { Family, Planned } from './plan.ts';
import type { PlanRequest } from './plan-request.ts';
import { addValueError, type Problems } from './problems.ts';
import { fromDefault, fromFlag, settle } from './settle.ts';
import { refusePodSubnets } from './validation/refuse-pod-subnets.ts';

export interface NetworkPlan {
  readonly serviceSubnets: Planned<readonly string[]>;
  readonly podSubnets: Planned<readonly string[]>;
  readonly families: Planned<readonly Family[]>;
  readonly dnsDomain: Planned<string>;
  readonly advertiseAddress: Planned<string>;
  readonly bindPort: Planned<number>;
}

export async function planNetwork(
  { flags, host, action }: PlanRequest,
  documents: Documents,
  release: string,
  problems: Problems,
): Promise<NetworkPlan> {
  const cluster = documents.get('ClusterConfiguration');
  const serviceText = settle(
    problems,
    'service subnet',
    [fromFlag('--service-cidr', flags.serviceCidr), textAt(cluster, 'networking.serviceSubnet')],
    fromDefault('10.96.0.0/12', release),
  );
  const podText = settle(
    problems,
    'pod subnet',
    [fromFlag('--pod-network-cidr', flags.podNetworkCidr), textAt(cluster, 'networking.podSubnet')],
    fromDefault('', release),
  );
  const serviceSubnets = await subnets(serviceText, 'service', problems);
  const podSubnets = await subnets(podText, 'pod', problems);
  if (action === 'init') await refusePodSubnets(podSubnets, cluster, problems);
  const dnsDomain = settle(
    problems,
    'DNS domain',
    [fromFlag('--service-dns-domain', flags.serviceDnsDomain), textAt(cluster, 'networking.dnsDomain')],
    fromDefault('cluster.local', release),
  );
  judgeDomain(dnsDomain, problems);
  const advertiseAddress = await planAdvertise(flags, host, documents, release, problems);
  const bindPort = planBindPort(flags.apiserverBindPort, documents, release, problems);
  // In join and upgrade the subnets are the cluster's: defaults say nothing of it.
  const families = planFamilies(
    [serviceSubnets, podSubnets].filter(({ origin }) => action === 'init' || origin.kind === 'cluster'),
    advertiseAddress,
    release,
  );
  return { serviceSubnets, podSubnets, families, dnsDomain, advertiseAddress, bindPort };
}

const splitList = (text: string): readonly string[] =>
  text === '' ? [] : text.split(',').map((part) => part.trim());

/** One subnet, or one for each family with a comma between. */
async function subnets(
  planned: Planned<string>,
  what: 'service' | 'pod',
  problems: Problems,
): Promise<Planned<readonly string[]>> {
  const value = splitList(planned.value);
  const result = { value, origin: planned.origin };
  if (planned.origin.kind === 'default') return result;
  for (const cidr of value) {
    const words = await badSubnet(cidr, what);
    if (words !== undefined) {
      addValueError(problems, planned.origin, words);
      return result;
    }
  }
  if (value.length > 2 || (value.length === 2 && familiesOf(value).length === 1)) {
    addValueError(problems, planned.origin, {
      code: 'config.bad-cidr',
      message: `the ${what} subnet is one subnet, or one of IPv4 and one of IPv6`,
      found: safeText(planned.value),
    });
  }
  return result;
}

/** Limits as kubeadm has them: at most 20 host bits and at least 10 addresses for Services. */
async function badSubnet(cidr: string, what: 'service' | 'pod'): Promise<ErrorWords | undefined> {
  const found = safeText(cidr);
  const prefix = await prefixOf(cidr);
  const code = 'config.bad-cidr';
  if (prefix === undefined) {
    const suggestion = (await isAddress(cidr))
      ? `${cidr}/${familyOf(cidr) === 'ipv6' ? 108 : 16}`
      : 'such as 10.244.0.0/16';
    return { code, message: `the ${what} subnet must be an address and a prefix length`, found, suggestion };
  }
  const hostBits = bitsOf(cidr) - prefix;
  if (hostBits < 4) return { code, message: `the ${what} subnet has too few addresses`, found };
  if (what === 'service' && hostBits > 20) {
    const suggestion = `a prefix length of ${bitsOf(cidr) - 20} or more`;
    return { code, message: 'the service subnet is larger than 2^20 addresses', found, suggestion };
  }
  return undefined;
}

const domain = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*$/;

/** A lower-case name as in DNS (RFC 1123). */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && domain.test(text);
}

function judgeDomain(planned: Planned<string>, problems: Problems): void {
  if (isDnsName(planned.value)) return;
  const message = 'the DNS domain must be a lower-case DNS name';
  addValueError(problems, planned.origin, {
    code: 'config.bad-name',
    message,
    found: safeText(planned.value),
  });
}

async function planAdvertise(
  flags: PlanRequest['flags'],
  host: PlanRequest['host'],
  documents: Documents,
  release: string,
  problems: Problems,
): Promise<Planned<string>> {
  const planned = settle(
    problems,
    'advertise address',
    [
      fromFlag('--apiserver-advertise-address', flags.apiserverAdvertiseAddress),
      textAt(documents.get('InitConfiguration'), 'localAPIEndpoint.advertiseAddress'),
      textAt(documents.get('JoinConfiguration'), 'controlPlane.localAPIEndpoint.advertiseAddress'),
    ],
    hostAddress(host, release),
  );
  if (planned.origin.kind === 'flag' || planned.origin.kind === 'file') {
    if (!(await isAddress(planned.value))) {
      const message = 'the advertise address must be an IP address';
      const found = safeText(planned.value);
      addValueError(problems, planned.origin, { code: 'config.bad-address', message, found });
    }
  }
  return planned;
}

function hostAddress(host: PlanRequest['host'], release: string): Planned<string> {
  const address = host.defaultAddress ?? host.addresses?.[0];
  if (address === undefined) return fromDefault('', release);
  return { value: address, origin: { kind: 'host', what: 'address of this host' } };
}

function planBindPort(
  flag: string | undefined,
  documents: Documents,
  release: string,
  problems: Problems,
): Planned<number> {
  const given = fromFlag('--apiserver-bind-port', flag);
  const fromWord = given && {
    value: /^\d{1,6}$/.test(given.value) ? Number(given.value) : -1,
    origin: given.origin,
  };
  const planned = settle(
    problems,
    'bind port',
    [
      fromWord,
      // 0 means unset to kubeadm, as it does for every number it leaves out.
      ...[
        numberAt(documents.get('InitConfiguration'), 'localAPIEndpoint.bindPort'),
        numberAt(documents.get('JoinConfiguration'), 'controlPlane.localAPIEndpoint.bindPort'),
      ].filter((port) => port?.value !== 0),
    ],
    fromDefault(6443, release),
  );
  judgePort(planned, 'the bind port', problems, flag);
  return planned;
}

export function judgePort(
  planned: Planned<number>,
  what: string,
  problems: Problems,
  written?: string,
): void {
  if (planned.value >= 1 && planned.value <= 65_535) return;
  const found = planned.origin.kind === 'flag' ? safeText(written ?? '') : String(planned.value);
  const message = `${what} must be a port number`;
  addValueError(problems, planned.origin, {
    code: 'config.bad-port',
    message,
    found,
    allowed: ['1 to 65535'],
  });
}

/** What the plan asks for: the families of the subnets and of an advertise address that was given. */
function planFamilies(
  subnetLists: readonly Planned<readonly string[]>[],
  advertise: Planned<string>,
  release: string,
): Planned<readonly Family[]> {
  const isGiven = advertise.origin.kind === 'flag' || advertise.origin.kind === 'file';
  const sources = [
    ...subnetLists,
    ...(isGiven ? [{ value: [advertise.value], origin: advertise.origin }] : []),
  ];
  const value = familiesOf(sources.flatMap((source) => source.value));
  const given = sources.filter((source) => source.origin.kind !== 'default' && source.value.length > 0);
  // The source that explains the answer: one that has all of the families, else the first.
  const origin = (given.find((source) => familiesOf(source.value).length === value.length) ?? given[0])
    ?.origin;
  if (origin === undefined || value.length === 0) return fromDefault(['ipv4'], release);
  return { value, origin };
}
