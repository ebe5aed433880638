import type { Denial } from './facts.ts';

/** The proxy's tools, and who runs them on a node. */
const programs =
  /^(?:ip6?tables\S*|xtables-\S+|nft|ipset|modprobe|kmod|kube-proxy|kubelet|flanneld|calico-node|felix|cilium-agent|portmap|bridge)$/u;

/**
 * Reads lines of the audit log or the kernel's: `avc:  denied  { module_request } for … comm="iptables" …
 * permissive=0` of SELinux, `apparmor="DENIED" operation="capable" … comm="nft"` of AppArmor.
 * @param since seconds since 1970: what was denied before is left out; undefined keeps all
 */
export function parseDenials(text: string, since: number | undefined): readonly Denial[] {
  const found = new Map<string, Denial>();
  for (const line of text.split('\n')) {
    const denial = denialOf(line);
    if (denial === undefined || !programs.test(denial.program) || isOlder(line, since)) continue;
    const key = `${denial.module} ${denial.program} ${denial.wanted}`;
    const count = (found.get(key)?.count ?? 0) + 1;
    found.delete(key);
    found.set(key, { ...denial, line: line.trim().slice(0, 300), count });
  }
  return [...found.values()];
}

function denialOf(line: string): Omit<Denial, 'line' | 'count'> | undefined {
  const program = /\bcomm="([^"]+)"/u.exec(line)?.[1] ?? '';
  const permissions = /\bavc:\s+denied\s+\{ ([^}]+) \}/u.exec(line)?.[1];
  if (permissions !== undefined) {
    if (line.includes('permissive=1')) return undefined;
    const kind = /\btclass=(\w+)/u.exec(line)?.[1] ?? '';
    return { module: 'SELinux', program, wanted: `${permissions.trim()} on ${kind}`.trim() };
  }
  if (!line.includes('apparmor="DENIED"')) return undefined;
  const operation = /\boperation="([^"]+)"/u.exec(line)?.[1] ?? '';
  const object = /\b(?:capname|name)="([^"]+)"/u.exec(line)?.[1] ?? '';
  return { module: 'AppArmor', program, wanted: `${operation} ${object}`.trim() };
}

/** `audit(1700000000.123:456)`; lines without that are taken to be new. */
function isOlder(line: string, since: number | undefined): boolean {
  const at = /\baudit\((\d+)/u.exec(line)?.[1];
  return since !== undefined && at !== undefined && Number(at) < since;
}
