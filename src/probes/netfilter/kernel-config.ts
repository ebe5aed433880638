import { gunzipSync } from 'node:zlib';
import type { Host } from '../../host/host.ts';

export interface KernelConfig {
  /** The file it was read from; '' when none could be. */
  readonly source: string;
  /** `y`, `m`, `n` (not set), or '' when no configuration could be read. */
  valueOf(option: string): string;
}

const maxBytes = 2 * 1024 * 1024;

/** The first configuration of the running kernel that can be read. */
export async function readKernelConfig(host: Host): Promise<KernelConfig> {
  const packed = await host.readBytes('/proc/config.gz', { maxBytes });
  const unpacked = packed.ok ? unpack(packed.bytes) : undefined;
  if (unpacked !== undefined) return parseKernelConfig(unpacked, '/proc/config.gz');
  for (const path of configPaths(host.release)) {
    const read = await host.readText(path, { maxBytes });
    if (read.ok && read.text.includes('CONFIG_')) return parseKernelConfig(read.text, path);
  }
  return { source: '', valueOf: () => '' };
}

function configPaths(release: string): readonly string[] {
  return [
    `/boot/config-${release}`,
    `/lib/modules/${release}/config`,
    `/usr/lib/modules/${release}/config`,
    `/usr/lib/ostree-boot/config-${release}`,
    `/usr/lib/kernel/config-${release}`,
    `/lib/modules/${release}/build/.config`,
  ];
}

function unpack(bytes: Uint8Array): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: 8 * 1024 * 1024 }).toString('utf8');
  } catch {
    // Not a gzip file, or one cut off: the next source is asked.
    return undefined;
  }
}

/** `CONFIG_NFT_CT=m`; what is not there is not set. */
export function parseKernelConfig(text: string, source: string): KernelConfig {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, option, value] = /^(CONFIG_\w+)=(.*)$/u.exec(line) ?? [];
    if (option !== undefined && value !== undefined) values.set(option, value.trim());
  }
  return { source, valueOf: (option) => values.get(option) ?? 'n' };
}
