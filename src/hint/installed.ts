import type { Plan } from '../config/plan.ts';
import type { Host } from '../host/host.ts';

/** A component that this node is to run. */
export interface Installed {
  /** As in the list of consumers. */
  readonly id: string;
  /** What says so: `/etc/cni/net.d/10-calico.conflist`, or the planned mode. */
  readonly by: string;
}

const directory = '/etc/cni/net.d';
const maxBytes = 256 * 1024;

/** Types of CNI plugins, and who comes with them. */
const pluginOwners: Readonly<Record<string, string>> = {
  calico: 'calico',
  'cilium-cni': 'cilium',
  flannel: 'flannel',
  'istio-cni': 'istio',
};

/** kube-proxy by the planned mode, CNIs by their configuration on this node. */
export async function installedConsumers(host: Host, plan: Plan): Promise<readonly Installed[]> {
  const mode = plan.proxyMode.value;
  const proxy = mode === 'iptables' || mode === 'ipvs' ? [{ id: 'kube-proxy', by: `${mode} mode` }] : [];
  return [...proxy, ...(await configuredCnis(host))];
}

async function configuredCnis(host: Host): Promise<readonly Installed[]> {
  const listed = await host.readDir(directory);
  if (!listed.ok) return [];
  const files = listed.names
    .filter((name) => /\.(?:conf|conflist|json)$/u.test(name))
    .toSorted()
    .slice(0, 50);
  const found = new Map<string, Installed>();
  for (const file of files) {
    const path = `${directory}/${file}`;
    const read = await host.readText(path, { maxBytes });
    for (const type of read.ok ? pluginTypes(read.text) : []) {
      const id = pluginOwners[type];
      if (id !== undefined && !found.has(id)) found.set(id, { id, by: path });
    }
  }
  return [...found.values()];
}

/** The types of a configuration: of itself, or of the plugins in its list. */
export function pluginTypes(text: string): readonly string[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [];
  }
  const plugins: readonly unknown[] =
    isRecord(document) && Array.isArray(document['plugins']) ? document['plugins'] : [];
  return [document, ...plugins].flatMap((one) => {
    const type = isRecord(one) ? one['type'] : undefined;
    return typeof type === 'string' ? [type] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
