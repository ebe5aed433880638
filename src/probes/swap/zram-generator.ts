import type { Host } from '../../host/host.ts';
import type { SwapSource, SwapSourceList } from './facts.ts';

const name = 'zram-generator.conf';
/** In order of precedence: of main files the first alone counts; drop-ins add to it, sorted by name. */
const directories = ['/etc/systemd', '/run/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd'];
const generators = [
  '/usr/lib/systemd/system-generators/zram-generator',
  '/lib/systemd/system-generators/zram-generator',
];

interface Section {
  readonly device: string;
  readonly file: string;
  readonly line: number;
  readonly options: Readonly<Record<string, string>>;
}

/** The devices that zram-generator makes swap of at boot. */
export async function readZramGenerator(host: Host): Promise<SwapSourceList> {
  const programs = await Promise.all(generators.map((path) => host.status(path)));
  if (!programs.some(({ ok }) => ok)) return { sources: [], unread: [] };
  const files = [await firstOf(host), ...(await dropIns(host))].filter((path) => path !== undefined);
  const reads = await Promise.all(
    files.map(async (path) => ({ path, read: await host.readText(path, { maxBytes: 64 * 1024 }) })),
  );
  const sections = reads.flatMap(({ path, read }) => (read.ok ? parseSections(path, read.text) : []));
  const unread = reads.flatMap(({ path, read }) =>
    // A link to /dev/null is how one file is switched off.
    read.ok || read.code === 'ENOTSUP' ? [] : [`${path}: ${read.code}`],
  );
  return { sources: swapSources(sections), unread };
}

async function firstOf(host: Host): Promise<string | undefined> {
  for (const directory of directories) {
    const path = `${directory}/${name}`;
    if ((await host.status(path)).ok) return path;
  }
  return undefined;
}

async function dropIns(host: Host): Promise<readonly string[]> {
  const byName = new Map<string, string>();
  for (const directory of directories) {
    const list = await host.readDir(`${directory}/${name}.d`);
    for (const file of list.ok ? list.names : [])
      if (file.endsWith('.conf') && !byName.has(file)) byName.set(file, `${directory}/${name}.d/${file}`);
  }
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

/** zram-generator.conf(5): `[zram0]` and options below it. */
export function parseSections(file: string, text: string): readonly Section[] {
  const sections: Section[] = [];
  let options: Record<string, string> = {};
  for (const [index, raw] of text.split('\n').entries()) {
    const device = /^\s*\[(zram\d+)\]\s*$/u.exec(raw)?.[1];
    if (device !== undefined) {
      options = {};
      sections.push({ device, file, line: index + 1, options });
      continue;
    }
    const [, key, value] = /^\s*([a-z-]+)\s*=\s*(.*?)\s*$/u.exec(raw) ?? [];
    if (key !== undefined && value !== undefined) options[key] = value;
  }
  return sections;
}

/** A device with a mount point or another file system is no swap; one of size 0 is not made. */
function swapSources(sections: readonly Section[]): readonly SwapSource[] {
  const devices = new Map<string, Section>();
  for (const section of sections) {
    const earlier = devices.get(section.device);
    devices.set(section.device, { ...section, options: { ...earlier?.options, ...section.options } });
  }
  return [...devices.values()].flatMap(({ device, file, line, options }) => {
    const { 'mount-point': mount, 'fs-type': type = 'swap', 'zram-size': size } = options;
    if (mount !== undefined || type !== 'swap' || size === '0') return [];
    return [{ kind: 'zram-generator', file, line, text: `[${device}]`, unit: `dev-${device}.swap` } as const];
  });
}
