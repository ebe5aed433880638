export type HostsSource = 'files' | 'dns';

/**
 * Where a program in Go without cgo, as kubeadm is, looks for a host's name, by the line `hosts:` of
 * nsswitch.conf(5). A source that Go does not know stands for DNS, unless DNS is named as well.
 * (net/conf.go, hostLookupOrder)
 * @param nsswitch absent: there is no such file, or it could not be read
 */
export function hostsOrder(nsswitch: string | undefined): readonly HostsSource[] {
  const sources = sourcesOf(nsswitch ?? '');
  const namesDns = sources.includes('dns');
  const order = sources.flatMap((source): HostsSource[] => {
    if (source === 'files' || source === 'dns') return [source];
    return namesDns ? [] : ['dns'];
  });
  return order.length === 0 ? ['files', 'dns'] : [...new Set(order)];
}

function sourcesOf(text: string): readonly string[] {
  for (const line of text.split('\n')) {
    const [, sources] = /^\s*hosts\s*:(.*)$/u.exec(line.split('#')[0] ?? '') ?? [];
    if (sources === undefined) continue;
    // What a source's answer leads to, `[NOTFOUND=return]`, is nothing to Go.
    return sources
      .replaceAll(/\[[^\]]*\]/gu, ' ')
      .split(/\s+/u)
      .filter((source) => source !== '');
  }
  return [];
}
