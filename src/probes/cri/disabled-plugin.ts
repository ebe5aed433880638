import type { Host } from '../../host/host.ts';
import type { CriFacts } from './facts.ts';

const file = '/etc/containerd/config.toml';

/** containerd's CRI, by the names that its releases give it. */
const plugins = /["'](?:cri|io\.containerd\.grpc\.v1\.cri|io\.containerd\.cri\.v1\.(?:runtime|images))["']/u;

/** Packages of Docker ship a configuration that switches CRI off (containerd#4581). */
export async function findDisabledPlugin(host: Host): Promise<CriFacts['disabledBy']> {
  const read = await host.readText(file, { maxBytes: 256 * 1024 });
  if (!read.ok) return undefined;
  const line = disabledLine(read.text);
  return line === undefined ? undefined : { file, line };
}

/** The assignment, in one line, if it switches CRI off. */
export function disabledLine(toml: string): string | undefined {
  const [assignment, list] = /^[ \t]*disabled_plugins\s*=\s*\[([^\]]*)\]/mu.exec(toml) ?? [];
  const entries = (list ?? '').replaceAll(/#.*$/gmu, '');
  if (assignment === undefined || !plugins.test(entries)) return undefined;
  return `disabled_plugins = [${entries.replaceAll(/\s+/gu, ' ').trim()}]`;
}
