import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import { parseResolvConf } from '../names/resolv-conf.ts';
import type { Probe } from '../probe.ts';
import type { ResolverFacts, ResolverFile } from './facts.ts';

/** What kubeadm writes into the kubelet's configuration where systemd-resolved is active and nobody chose. */
const resolvedFile = '/run/systemd/resolve/resolv.conf';
/** systemd keeps a link of this name while a unit is active (systemd.exec(5), invocation ID). */
const resolvedUnit = '/run/systemd/units/invocation:systemd-resolved.service';

/** The resolv.conf that the kubelet will give to Pods that take the host's DNS, CoreDNS among them. */
export const resolverProbe: Probe<'resolver'> = {
  name: 'resolver',
  deadlineMs: 2500,
  async run(host, { resolvConf }) {
    const resolvedActive = await isResolvedActive(host);
    if (resolvConf.written && resolvConf.path === '') return known({ resolvedActive, chosenBy: 'nobody' });
    const [path, chosenBy] = choose(resolvConf, resolvedActive);
    return known({ resolvedActive, chosenBy, used: await readResolver(host, path) });
  },
};

function choose(
  { path, written }: { readonly path: string; readonly written: boolean },
  resolvedActive: boolean | undefined,
): readonly [string, ResolverFacts['chosenBy']] {
  if (written) return [path, 'plan'];
  return resolvedActive === true ? [resolvedFile, 'kubeadm'] : [path, 'kubelet'];
}

async function isResolvedActive(host: Host): Promise<boolean | undefined> {
  const [link, directory] = await Promise.all([
    host.linkStatus(resolvedUnit),
    host.status('/run/systemd/system'),
  ]);
  if (link.ok) return true;
  // sd_booted(3): without this directory systemd does not run at all.
  return link.code === 'ENOENT' || (!directory.ok && directory.code === 'ENOENT') ? false : undefined;
}

async function readResolver(host: Host, path: string): Promise<ResolverFile> {
  const [read, real] = await Promise.all([
    host.readText(path, { maxBytes: 256 * 1024 }),
    host.realPath(path),
  ]);
  const target = real.ok && real.target !== path ? real.target : '';
  if (!read.ok) return { path, error: read.code, target, nameservers: [], search: [] };
  const { nameservers, search } = parseResolvConf(read.text);
  return { path, error: '', target, nameservers, search };
}
