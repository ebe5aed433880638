import { addressAt, formatAddress, parseAddress, parseSloppySubnet } from '../../catalog/cidr.ts';
import { hostOf } from '../../catalog/kubeadm-checks.ts';
import type { Plan } from '../../config/plan.ts';
import type { CertificatesFacts } from '../../probes/certificates/facts.ts';
import { isNewNode, knownSubnets } from '../names/new-node.ts';
import type { Flaw } from './judge-pair.ts';

/**
 * kubeadm keeps a server's certificate that is there, and ends where that lacks a name which it would have written
 * (validateCertificateWithConfig): after a change of the plan, or on a second control plane that the whole PKI of
 * the first was copied to.
 */
export function judgeNames(plan: Plan, { pairs }: CertificatesFacts): readonly Flaw[] {
  if (!isNewNode(plan)) return [];
  return Object.entries(namesByStem(plan)).flatMap(([stem, wanted]): readonly Flaw[] => {
    const pair = pairs.find((one) => one.stem === stem);
    const [leaf] = pair?.certificate.certificates ?? [];
    if (pair === undefined || leaf === undefined) return [];
    const missing = [...new Set(wanted)].filter((name) => name !== '' && !isFor(leaf.altNames, name));
    if (missing.length === 0) return [];
    const args = { missing, altNames: leaf.altNames.join(', ') || 'no names', key: pair.key.path };
    return [{ code: 'names-missing', verdict: 'fail', path: pair.certificate.path, args }];
  });
}

/** What stands in each (cmd/kubeadm/app/util/pkiutil, GetAPIServerAltNames and GetEtcdAltNames). */
function namesByStem(plan: Plan): Readonly<Record<string, readonly string[]>> {
  const { nodeName, advertiseAddress, controlPlaneEndpoint, certSans, etcd } = plan;
  const { value: endpoint } = controlPlaneEndpoint;
  const own = [nodeName.value, advertiseAddress.value];
  const apiServer = [...own, hostOf(endpoint) || endpoint, ...servicesOf(plan), ...certSans.apiServer.value];
  if (etcd.external) return { apiserver: apiServer };
  const local = [...own, 'localhost', '127.0.0.1', '::1'];
  return {
    apiserver: apiServer,
    'etcd/server': [...local, ...certSans.etcdServer.value],
    'etcd/peer': [...local, ...certSans.etcdPeer.value],
  };
}

/** The names and the address of the Service `kubernetes`; on join those of a cluster that is not known are left out. */
function servicesOf(plan: Plan): readonly string[] {
  const { dnsDomain, action } = plan;
  const [first] = knownSubnets(plan, plan.serviceSubnets);
  const subnet = first === undefined ? undefined : parseSloppySubnet(first);
  const address = subnet === undefined ? undefined : addressAt(subnet, 1);
  const isKnown = action === 'init' || dnsDomain.origin.kind !== 'default';
  return [
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    ...(isKnown ? [`kubernetes.default.svc.${dnsDomain.value}`] : []),
    ...(address === undefined ? [] : [formatAddress(address)]),
  ];
}

/** As Go's VerifyHostname: an address in any spelling, a name in any case, one label for an asterisk. */
function isFor(altNames: readonly string[], wanted: string): boolean {
  const name = canonical(wanted);
  const parent = name.slice(name.indexOf('.'));
  return altNames.some((one) => {
    const has = canonical(one);
    return has === name || (has.startsWith('*.') && !name.startsWith('*') && has.slice(1) === parent);
  });
}

/** An address in any spelling is one address. */
function canonical(text: string): string {
  const address = parseAddress(text);
  return address === undefined ? text.toLowerCase() : `${address.family} ${String(address.value)}`;
}
