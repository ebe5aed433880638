import type { Host } from '../../host/host.ts';
import type { MissingTree } from './facts.ts';

/** A kernel that can load modules, and whose own lie nowhere: it was upgraded without a reboot, or cut to size. */
export async function missingTree(host: Host): Promise<MissingTree | undefined> {
  const { release, image } = host;
  if (image !== undefined || release === '') return undefined;
  const path = `/lib/modules/${release}`;
  const [modules, ...trees] = await Promise.all([
    host.status('/proc/modules'),
    host.status(path),
    host.status(`/usr/lib/modules/${release}`),
  ]);
  const isGone = trees.every((tree) => !tree.ok && tree.code === 'ENOENT');
  if (!modules.ok || !isGone) return undefined;
  const listed = await host.readDir('/lib/modules');
  return { path, others: listed.ok ? listed.names.filter((name) => /^\d/u.test(name)).slice(0, 8) : [] };
}
