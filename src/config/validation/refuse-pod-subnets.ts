import { bitsOf, familyOf, prefixOf } from '../addresses.ts';
import { extraArgAt, type ConfigDocument } from '../config-document.ts';
import { safeText } from '../excerpt.ts';
import type { Family, Planned } from '../plan.ts';
import { addValueError, type Problems } from '../problems.ts';

const defaults: Readonly<Record<Family, number>> = { ipv4: 24, ipv6: 64 };

/** The controller manager keeps a bit for each node (kubernetes#44918). */
const mostNodeBits = 16;

/**
 * Every node gets a subnet of its own out of that of the pods: kubeadm refuses one that has no room for them, and one
 * that has room for more than 2^16 (ValidatePodSubnetNodeMask).
 */
export async function refusePodSubnets(
  subnets: Planned<readonly string[]>,
  cluster: ConfigDocument | undefined,
  problems: Problems,
): Promise<void> {
  const argument = (name: string) => extraArgAt(cluster, 'controllerManager.extraArgs', name);
  if (argument('allocate-node-cidrs')?.value === 'false') return;
  for (const subnet of subnets.value) {
    const prefix = await prefixOf(subnet);
    // What is no subnet, or too small for any node, is told already.
    if (prefix === undefined || bitsOf(subnet) - prefix < 4) continue;
    const family = familyOf(subnet);
    const name = `node-cidr-mask-size-${family}`;
    const mask = maskOf(argument(name)?.value, family);
    const words = wordsFor({ subnet, prefix, mask, name });
    if (words !== undefined) addValueError(problems, subnets.origin, { code: 'config.bad-cidr', ...words });
  }
}

function maskOf(written: string | undefined, family: Family): number {
  if (written === undefined || written === '') return defaults[family];
  return /^\d{1,3}$/u.test(written) ? Number(written) : Number.NaN;
}

interface Sizes {
  readonly subnet: string;
  readonly prefix: number;
  /** Length of a node's prefix. */
  readonly mask: number;
  readonly name: string;
}

function wordsFor({ subnet, prefix, mask, name }: Sizes) {
  const found = safeText(subnet);
  if (Number.isNaN(mask)) return { message: `${name} of the controller manager must be a number`, found };
  if (prefix > mask) {
    const message = `the pod subnet is smaller than that of one node (/${mask})`;
    return { message, found, suggestion: `a prefix length of ${mask} or less, or ${name} larger` };
  }
  if (mask - prefix <= mostNodeBits) return undefined;
  const message = `the pod subnet has room for more than 2^${mostNodeBits} subnets of nodes (/${mask})`;
  return {
    message,
    found,
    suggestion: `a prefix length of ${mask - mostNodeBits} or more, or ${name} smaller`,
  };
}
