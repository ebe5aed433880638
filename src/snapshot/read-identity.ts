import { createHash } from 'node:crypto';
import type { Host } from '../host/host.ts';
import type { NodeIdentity } from './facts-document.ts';

/** More than a machine has; a cluster's virtual ones are not among them. */
const most = 64;
const links = '/sys/class/net';
const sshDirectory = '/etc/ssh';

/** What tells this machine from another, as far as this user may read it. */
export async function readIdentity(host: Host): Promise<NodeIdentity> {
  const [machineId, productUuid, macs, sshHostKeys, addresses] = await Promise.all([
    firstLine(host, '/etc/machine-id'),
    firstLine(host, '/sys/class/dmi/id/product_uuid'),
    physicalMacs(host),
    sshFingerprints(host),
    host.addresses(),
  ]);
  return {
    hostName: host.hostName,
    machineId,
    productUuid: productUuid.toLowerCase(),
    macs,
    sshHostKeys,
    addresses: withoutVirtual(host, addresses),
  };
}

async function firstLine(host: Host, path: string): Promise<string> {
  const read = await host.readText(path, { maxBytes: 4096 });
  return read.ok ? (read.text.split('\n', 1)[0] ?? '').trim().slice(0, 128) : '';
}

/** Links with a device behind them: bridges, tunnels and ends of containers have none. */
async function physicalMacs(host: Host): Promise<readonly string[]> {
  const list = await host.readDir(links);
  const found = await Promise.all(
    (list.ok ? list.names : []).map(async (name) => {
      const device = await host.status(`${links}/${name}/device`);
      return device.ok ? (await firstLine(host, `${links}/${name}/address`)).toLowerCase() : '';
    }),
  );
  const known = found.filter((mac) => mac !== '' && !/^(?:00:)+00$/u.test(mac));
  return [...new Set(known)].toSorted().slice(0, most);
}

async function sshFingerprints(host: Host): Promise<readonly string[]> {
  const list = await host.readDir(sshDirectory);
  const names = (list.ok ? list.names : []).filter((name) => /^ssh_host_.*_key\.pub$/u.test(name));
  const prints = await Promise.all(
    names
      .toSorted()
      .slice(0, most)
      .map(async (name) => fingerprintOf(await firstKey(host, name))),
  );
  return prints.filter((print) => print !== '');
}

async function firstKey(host: Host, name: string): Promise<string> {
  const read = await host.readText(`${sshDirectory}/${name}`, { maxBytes: 64 * 1024 });
  return read.ok ? read.text : '';
}

/** As `ssh-keygen -l` prints it; '' when this is no public key of OpenSSH. */
export function fingerprintOf(publicKey: string): string {
  const [type = '', key = ''] = publicKey.trim().split(/\s+/u);
  if (!/^[\w@.-]+$/u.test(type) || !/^[A-Za-z0-9+/]{16,}={0,2}$/u.test(key)) return '';
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/u, '')}`;
}

/** kube-proxy and others lay the addresses of Services on links of their own. */
const virtual =
  /^(?:kube-ipvs|nodelocaldns|docker|cni|flannel|cali|cilium|vxlan|veth|lxc|virbr|br-|weave|tunl)/u;

function withoutVirtual(host: Host, addresses: readonly string[]): readonly string[] {
  const others = new Set(
    host.interfaces().flatMap(({ name, address }) => (virtual.test(name) ? [address] : [])),
  );
  return addresses.filter((address) => !others.has(address)).slice(0, most);
}
