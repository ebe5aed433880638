import type { Host } from '../../host/host.ts';

/** Names in /proc/modules; undefined on a kernel without modules, or where it cannot be read. */
export async function loadedModules(host: Host): Promise<ReadonlySet<string> | undefined> {
  const read = await host.readText('/proc/modules', { maxBytes: 1024 * 1024 });
  if (!read.ok) return undefined;
  return new Set(read.text.split('\n').flatMap((line) => line.split(' ')[0] || []));
}
