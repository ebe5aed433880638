import type { Host } from '../../host/host.ts';
import { parseUnitFile } from '../proxies/unit-file.ts';
import type { UnitCommand } from './facts.ts';
import { unitDirectories } from './unit-directories.ts';

const unit = 'kubelet.service';
const cap = { maxBytes: 256 * 1024 } as const;

/** What systemd would start as the kubelet: the first unit file, then its drop-ins by their names. */
export async function kubeletCommand(host: Host): Promise<UnitCommand> {
  const [main, dropIns] = await Promise.all([firstUnit(host), dropInPaths(host)]);
  const paths = [...(main === undefined ? [] : [main]), ...dropIns];
  const reads = await Promise.all(paths.map((path) => host.readText(path, cap)));
  let start = '';
  const environment: string[] = [];
  const unread: string[] = [];
  for (const [index, read] of reads.entries()) {
    // A link to /dev/null is no file to read: it masks what it stands for.
    if (!read.ok && read.code !== 'ENOTSUP') unread.push(`${paths[index] ?? ''}: ${read.code}`);
    for (const { section, key, value } of read.ok ? parseUnitFile(read.text) : []) {
      if (section !== 'Service') continue;
      if (key === 'ExecStart') start = value;
      if (key === 'Environment' || key === 'EnvironmentFile') environment.push(value);
    }
  }
  return { files: paths, start, environment, unread };
}

async function firstUnit(host: Host): Promise<string | undefined> {
  const paths = unitDirectories.map((directory) => `${directory}/${unit}`);
  const looks = await Promise.all(paths.map((path) => host.linkStatus(path)));
  return paths.find((_, index) => looks[index]?.ok === true);
}

async function dropInPaths(host: Host): Promise<readonly string[]> {
  const folders = unitDirectories.map((directory) => `${directory}/${unit}.d`);
  const listed = await Promise.all(folders.map((folder) => host.readDir(folder)));
  const byName = new Map<string, string>();
  for (const [index, list] of listed.entries()) {
    for (const name of list.ok ? list.names : []) {
      if (name.endsWith('.conf') && !byName.has(name)) byName.set(name, `${folders[index] ?? ''}/${name}`);
    }
  }
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}
