/** Commands that let packets in by a chain, told by its key: `ip6 filter INPUT`, `inet guard input`. */
export function acceptCommands(
  key: string,
  ofIptables: boolean,
  ports: readonly string[],
): readonly string[] {
  if (!ofIptables) return [`nft insert rule ${key} tcp dport '{ ${ports.join(', ')} }' accept`];
  const match = `-p tcp -m multiport --dports ${ports.join(',')}`;
  return [`${programOf(key)} -I ${nameOf(key)} ${match} -j ACCEPT`];
}

/** Stands for the addresses of pods where the plan has none. */
export const podPlaceholder = 'POD-CIDR';

/** Of pods: their subnets, and the families of the plan. */
export interface PodAddresses {
  readonly subnets: readonly string[];
  readonly families: readonly string[];
}

/** The same for what is forwarded from and to the addresses of pods, those of the chain's families. */
export function forwardCommands(
  key: string,
  ofIptables: boolean,
  { subnets: pods, families }: PodAddresses,
): readonly string[] {
  const words = wordsOf(key, families);
  const planned = words.flatMap((word) =>
    pods.filter((subnet) => subnet.includes(':') === (word === 'ip6')).map((subnet) => ({ word, subnet })),
  );
  const subnets = planned.length > 0 ? planned : words.map((word) => ({ word, subnet: podPlaceholder }));
  return subnets.flatMap(({ word, subnet }) =>
    ofIptables
      ? ['-s', '-d'].map((side) => `${programOf(key)} -I ${nameOf(key)} ${side} ${subnet} -j ACCEPT`)
      : ['saddr', 'daddr'].map((side) => `nft insert rule ${key} ${word} ${side} ${subnet} accept`),
  );
}

/** A chain of inet is for both families, of which the plan may have one. */
function wordsOf(key: string, families: readonly string[]): readonly string[] {
  if (/(?:^| )ip6 /u.test(key)) return ['ip6'];
  if (/(?:^| )ip /u.test(key)) return ['ip'];
  return families.map((family) => (family === 'ipv6' ? 'ip6' : 'ip'));
}

/** `legacy ip6 filter INPUT` is written by ip6tables-legacy; a plain key by what the distribution chose. */
function programOf(key: string): string {
  const six = /(?:^| )ip6 /u.test(key) ? '6' : '';
  return `ip${six}tables${key.startsWith('legacy ') ? '-legacy' : ''}`;
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}
