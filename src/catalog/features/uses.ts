import type { Family, Plan } from '../../config/plan.ts';
import { isAtLeast } from '../release.ts';
import type { Use } from './feature.ts';

/** Conditions on a plan, for the tables of features. */

export function always(): Use {
  return 'yes';
}

/** kube-proxy tries it and goes on without (knftables drops comments that nft or the kernel refuse). */
export function optional(): Use {
  return 'optional';
}

/** Services with session affinity, source ranges and the like: none may ever come. */
export function someServices(): Use {
  return 'some-services';
}

/** Nothing in the configuration asks for it, and few clusters have Services of the kind. */
export function rareServices(): Use {
  return 'no';
}

/** Words in place of CIDRs. */
const namedAddresses: ReadonlySet<string> = new Set(['primary', 'localhost']);

/** As rare, in ipvs mode: Services with externalIPs. */
export function externalAddresses(): Use {
  return 'no';
}

/**
 * Of `primary` no address is classified by fib; of lists of CIDRs addresses are: so it was seen of kube-proxy 1.36.2 on
 * a kernel without nft_fib, although its rules for listed addresses look them up in a set. Unset means `primary` since
 * the word exists (1.31, kubernetes#123105: pkg/proxy/nftables and cmd/kube-proxy, platformApplyDefaults); before that,
 * every local address.
 */
export function whenNodePortsAreClassified(plan: Plan): Use {
  const { value } = plan.kubeProxy.nodePortAddresses;
  if (value.length > 0) return value.every((one) => namedAddresses.has(one)) ? 'no' : 'yes';
  return isAtLeast(plan.kubernetesVersion.value, '1.31') ? 'no' : 'yes';
}

/**
 * iptables mode knows NodePort traffic by the type of the address, too, unless addresses are listed (its default never
 * was `primary`). With them only Services with externalTrafficPolicy: Local ask for that type.
 */
export function whenLocalAddressesAreTold(plan: Plan, family?: Family): Use {
  return takesEveryAddress(plan, family) ? 'yes' : 'some-services';
}

/**
 * pkg/proxy/util/nodeport_addresses.go: a list is taken by family, and one without an address of the family stands for
 * every address. The words stand for addresses of both families.
 */
function takesEveryAddress(plan: Plan, family?: Family): boolean {
  const { value } = plan.kubeProxy.nodePortAddresses;
  const families = family === undefined ? plan.families.value : [family];
  return families.some((one) => {
    const own = value.filter((entry) => !entry.includes('/') || entry.includes(':') === (one === 'ipv6'));
    return own.length === 0 || own.some((entry) => entry === 'all' || /^(?:0\.0\.0\.0|::)\/0$/u.test(entry));
  });
}

/** Local traffic told by interface (`iifname`): only these two of the ways to detect it. */
export function whenLocalByBridge(plan: Plan): Use {
  return plan.kubeProxy.detectLocalMode.value === 'BridgeInterface' ? 'yes' : 'no';
}

export function whenLocalByPrefix(plan: Plan): Use {
  return plan.kubeProxy.detectLocalMode.value === 'InterfaceNamePrefix' ? 'yes' : 'no';
}

/**
 * The counters of 1.31 and later (kubernetes#124383 and its kin in pkg/proxy/metrics): of invalid packets, which are let
 * pass with tcpBeLiberal, and of NodePorts on loopback.
 */
export function whenNfacctIsUsed(plan: Plan, family?: Family): Use {
  if (!isAtLeast(plan.kubernetesVersion.value, '1.31')) return 'no';
  const { conntrackTcpBeLiberal, localhostNodePorts } = plan.kubeProxy;
  if (!conntrackTcpBeLiberal.value) return 'yes';
  return localhostNodePorts.value && family !== 'ipv6' ? 'some-services' : 'no';
}
