import { lookedForOptions } from '../../catalog/system-validators-needs.ts';
import type { OptionValues } from './facts.ts';

/** Of the ten thousand options these are kept: all of netfilter, and what kubeadm and this program look for. */
const prefixes = ['NF_', 'NFT_', 'NETFILTER_', 'IP_NF_', 'IP6_NF_', 'IP_SET', 'IP_VS', 'BRIDGE', 'DUMMY'];
const names = lookedForOptions.map((option) => option.slice('CONFIG_'.length));
const wanted = `CONFIG_(?:(?:${prefixes.join('|')})[A-Z0-9_]*|${names.join('|')})`;

/** kubeadm's rule for a line: the option, and the first letter of its value. */
const line = new RegExp(`^[ \\t]*(${wanted})=([myn])`, 'gmu');
const kept = new RegExp(`^${wanted}$`, 'u');

/** `CONFIG_NFT_CT=m`; of an option given twice the last counts. */
export function pickOptions(text: string): OptionValues {
  return Object.fromEntries(
    [...text.matchAll(line)].map(([, option = '', value = '']): [string, string] => [option, value]),
  );
}

/** Whether the facts would hold it, were it set. */
export function isKept(option: string): boolean {
  return kept.test(option);
}
