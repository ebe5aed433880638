import type { Host } from '../../host/host.ts';
import type { SwapSource, SwapSourceList } from './facts.ts';

const admin = '/etc/systemd/system';
const found = '/run/systemd/generator.late';

/** Services that make swap without a swap unit: packages zram-tools, zram-config, dphys-swapfile, swapspace. */
const services = new Set([
  'zramswap.service',
  'zram-config.service',
  'dphys-swapfile.service',
  'swapspace.service',
]);

/** Swap units that are enabled, services that make swap, and what systemd found in the partition table. */
export async function readSwapUnits(host: Host): Promise<SwapSourceList> {
  const [top, discovered] = await Promise.all([host.readDir(admin), host.readDir(found)]);
  const directories = (top.ok ? top.names : []).filter((name) => /\.(?:wants|requires)$/u.test(name));
  const lists = await Promise.all(
    directories.map(async (name) => ({ name, list: await host.readDir(`${admin}/${name}`) })),
  );
  const enabled = new Map<string, SwapSource>();
  for (const { name, list } of lists) {
    for (const unit of list.ok ? list.names : []) {
      if (!unit.endsWith('.swap') && !services.has(unit)) continue;
      const kind = unit.endsWith('.swap') ? 'unit' : 'service';
      const file = `${admin}/${name}/${unit}`;
      enabled.set(unit, { kind, file, text: `${unit} is enabled`, unit });
    }
  }
  // systemd-gpt-auto-generator(8) writes its units there, at boot and at daemon-reload.
  for (const unit of discovered.ok ? discovered.names : []) {
    if (!unit.endsWith('.swap') || enabled.has(unit)) continue;
    const text = `${unit}, a swap partition of the root disk`;
    enabled.set(unit, { kind: 'partition-table', file: `${found}/${unit}`, text, unit });
  }
  const unread = top.ok || top.code === 'ENOENT' ? [] : [`${admin}: ${top.code}`];
  return { sources: [...enabled.values()], unread };
}

/** `systemctl mask` makes a link to /dev/null. */
export async function isMasked(host: Host, unit: string): Promise<boolean> {
  const link = await host.readLink(`${admin}/${unit}`);
  return link.ok && link.target === '/dev/null';
}

/** systemd-escape --path --suffix=swap: `/dev/disk/by-uuid/a-b` → `dev-disk-by\x2duuid-a\x2db.swap`. */
export function unitNameOf(path: string): string {
  const inner = path.replaceAll(/\/{2,}/gu, '/').replaceAll(/^\/|\/$/gu, '');
  const escaped = [...new TextEncoder().encode(inner)].map((byte, index) => {
    const one = String.fromCharCode(byte);
    if (one === '/') return '-';
    if (/[A-Za-z0-9:_]/u.test(one) || (one === '.' && index > 0)) return one;
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `${escaped.join('') || '-'}.swap`;
}
