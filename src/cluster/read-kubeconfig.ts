import type { Host } from '../host/host.ts';
import { ClusterError } from './fault.ts';
import { folderOf, type Kubeconfig, parseKubeconfig } from './kubeconfig.ts';

const maxKubeconfigBytes = 1024 * 1024;

export async function readKubeconfig(file: string, host: Host): Promise<Kubeconfig> {
  if (/^https?:/u.test(file)) {
    throw new ClusterError('unsupported', 'a discovery file by URL is not fetched; name a local copy');
  }
  const found = await host.readText(file, { maxBytes: maxKubeconfigBytes });
  if (found.ok) return parseKubeconfig(found.text, folderOf(file), file);
  if (found.code === 'ENOENT' || found.code === 'ENOTDIR') {
    throw new ClusterError('no-kubeconfig', `${file} does not exist`);
  }
  const why = found.code === 'ENOTSUP' ? 'is no plain file' : `cannot be read by this user: ${found.code}`;
  throw new ClusterError('bad-kubeconfig', `${file} ${why}`);
}
