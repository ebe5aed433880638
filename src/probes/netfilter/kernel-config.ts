import type { Host } from '../../host/host.ts';
import { isKept } from '../kernel-config/options.ts';
import { readKernelConfig } from '../kernel-config/read-kernel-config.ts';
import type { Ask } from '../probe.ts';

export interface KernelConfig {
  /** The file it was read from; '' when none could be. */
  readonly source: string;
  /** `y`, `m`, `n` (not set), or '' when no configuration could be read. */
  valueOf(option: string): string;
}

/** The configuration of the running kernel, read once for all who ask. */
export async function kernelConfig(host: Host, ask?: Ask): Promise<KernelConfig> {
  const asked = await ask?.('kernelConfig');
  if (asked?.known === false) return { source: '', valueOf: () => '' };
  const { source, options } = asked?.value ?? (await readKernelConfig(host));
  const valueOf = (option: string): string =>
    source !== '' && isKept(option) ? (options[option] ?? 'n') : '';
  return { source, valueOf };
}
