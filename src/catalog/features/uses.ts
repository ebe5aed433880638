import type { Plan } from '../../config/plan.ts';
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

/**
 * With `primary` NodePorts are matched against a set of addresses, and no address is classified by fib.
 * Unset means `primary` since the word exists (1.31, kubernetes#123105: pkg/proxy/nftables and
 * cmd/kube-proxy, platformApplyDefaults); before that, every local address.
 */
export function whenNodePortsAreClassified(plan: Plan): Use {
  const { value } = plan.kubeProxy.nodePortAddresses;
  const byName = new Set(['primary', 'localhost']);
  if (value.length > 0) return value.every((one) => byName.has(one)) ? 'no' : 'yes';
  return isAtLeast(plan.kubernetesVersion.value, '1.31') ? 'no' : 'yes';
}

/** Local traffic told by interface (`iifname`): only these two of the ways to detect it. */
export function whenLocalByBridge(plan: Plan): Use {
  return plan.kubeProxy.detectLocalMode.value === 'BridgeInterface' ? 'yes' : 'no';
}

export function whenLocalByPrefix(plan: Plan): Use {
  return plan.kubeProxy.detectLocalMode.value === 'InterfaceNamePrefix' ? 'yes' : 'no';
}

/** The counters of 1.31 and later (kubernetes#124383 and its kin in pkg/proxy/metrics). */
export function whenNfacctIsUsed(plan: Plan): Use {
  return isAtLeast(plan.kubernetesVersion.value, '1.31') ? 'yes' : 'no';
}
