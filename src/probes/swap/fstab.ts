import type { Host } from '../../host/host.ts';
import type { SwapSourceList } from './facts.ts';
import { unescapeOctal } from './probe.ts';
import { unitNameOf } from './units.ts';

const path = '/etc/fstab';

/** The lines of /etc/fstab that turn swap on at boot: type swap, not `noauto`, and the device is there. */
export async function readFstab(host: Host): Promise<SwapSourceList> {
  const read = await host.readText(path, { maxBytes: 256 * 1024 });
  if (!read.ok) return { sources: [], unread: read.code === 'ENOENT' ? [] : [`${path}: ${read.code}`] };
  const entries = swapEntries(read.text);
  // Devices are there where an image boots, not in it.
  const isAhead = host.image !== undefined;
  const there = await Promise.all(
    entries.map(async ({ device }) => isAhead || (await host.status(device)).ok),
  );
  const sources = entries
    .filter((_, index) => there[index])
    .map(
      ({ line, text, device }) =>
        ({ kind: 'fstab', file: path, line, text, unit: unitNameOf(device) }) as const,
    );
  return { sources, unread: [] };
}

interface Entry {
  readonly line: number;
  readonly text: string;
  readonly device: string;
}

export function swapEntries(fstab: string): readonly Entry[] {
  return fstab.split('\n').flatMap((raw, index) => {
    const text = raw.trim();
    if (text.startsWith('#')) return [];
    const [spec = '', , type, options = ''] = text.split(/\s+/u);
    if (type !== 'swap' || options.split(',').includes('noauto')) return [];
    return [{ line: index + 1, text: text.replaceAll(/\s+/gu, ' '), device: deviceOf(spec) }];
  });
}

const links: Readonly<Record<string, string>> = {
  UUID: 'by-uuid',
  LABEL: 'by-label',
  PARTUUID: 'by-partuuid',
  PARTLABEL: 'by-partlabel',
};

/** `UUID=…` → `/dev/disk/by-uuid/…`, under which udev and systemd know it. */
function deviceOf(spec: string): string {
  const [, tag = '', value = ''] = /^([A-Z]+)="?([^"]*)"?$/u.exec(spec) ?? [];
  const directory = links[tag];
  return directory === undefined ? unescapeOctal(spec) : `/dev/disk/${directory}/${value}`;
}
