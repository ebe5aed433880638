import { chainFeatures } from './nftables-chains.ts';
import { ruleFeatures } from './nftables-rules.ts';
import { setFeatures } from './nftables-sets.ts';
import type { Feature } from './feature.ts';

/**
 * What kube-proxy's nftables mode asks of the kernel, in the order in which it can be loaded.
 * Each feature's lines, with those it needs, are a transaction of their own.
 */
export const nftablesFeatures: readonly Feature[] = [...chainFeatures, ...setFeatures, ...ruleFeatures];
