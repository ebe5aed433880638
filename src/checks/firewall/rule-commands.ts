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

/** The same for what is forwarded from and to the addresses of pods. */
export function forwardCommands(key: string, ofIptables: boolean): readonly string[] {
  if (ofIptables) {
    return ['-s', '-d'].map((side) => `${programOf(key)} -I ${nameOf(key)} ${side} POD-CIDR -j ACCEPT`);
  }
  const words = key.startsWith('ip6 ') ? ['ip6'] : key.startsWith('ip ') ? ['ip'] : ['ip', 'ip6'];
  return words.flatMap((word) =>
    ['saddr', 'daddr'].map((side) => `nft insert rule ${key} ${word} ${side} POD-CIDR accept`),
  );
}

/** `legacy ip6 filter INPUT` is written by ip6tables-legacy; a plain key by what the distribution chose. */
function programOf(key: string): string {
  const six = /(?:^| )ip6 /u.test(key) ? '6' : '';
  return `ip${six}tables${key.startsWith('legacy ') ? '-legacy' : ''}`;
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}
