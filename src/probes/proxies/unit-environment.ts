import type { Host } from '../../host/host.ts';
import type { SetVariable } from './settings-of.ts';
import { parseAssignments, parseEnvironmentFile, parseUnitFile, type UnitLine } from './unit-file.ts';

export interface UnitEnvironment {
  readonly variables: ReadonlyMap<string, SetVariable>;
  readonly unread: readonly string[];
}

/** systemd.unit(5), system mode: the first directory that has a file of a name wins. */
const directories = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];
const cap = { maxBytes: 256 * 1024 } as const;

interface UnitText {
  readonly path: string;
  readonly text: string;
  readonly error: string;
}

/** What a unit is started with: its file, then its drop-ins by name, then the files they name. */
export async function unitEnvironment(host: Host, unit: string): Promise<UnitEnvironment> {
  const [main, dropIns] = await Promise.all([firstUnit(host, unit), dropInsOf(host, unit)]);
  const texts = [...(main === undefined ? [] : [main]), ...dropIns];
  const unread = texts.flatMap(({ path, error }) => (error === '' ? [] : [`${path}: ${error}`]));
  const variables = new Map<string, SetVariable>();
  const files: { readonly path: string; readonly mayLack: boolean }[] = [];
  for (const { path, text } of texts) {
    for (const line of parseUnitFile(text)) apply(line, path, variables, files);
  }
  // Files win over lines, wherever they stand (systemd.exec(5), EnvironmentFile=).
  for (const { path, mayLack } of files) {
    const read = await host.readText(path, cap);
    if (!read.ok) {
      if (read.code !== 'ENOENT' || !mayLack) unread.push(`${path}: ${read.code}`);
      continue;
    }
    for (const [name, value] of parseEnvironmentFile(read.text)) variables.set(name, { value, source: path });
  }
  return { variables, unread };
}

function apply(
  { section, key, value }: UnitLine,
  source: string,
  variables: Map<string, SetVariable>,
  files: { readonly path: string; readonly mayLack: boolean }[],
): void {
  if (section !== 'Service') return;
  // An empty assignment forgets what stood before it.
  if (key === 'Environment' && value === '') variables.clear();
  if (key === 'Environment') {
    for (const [name, set] of parseAssignments(value)) variables.set(name, { value: set, source });
  }
  if (key !== 'EnvironmentFile') return;
  if (value === '') files.length = 0;
  const [, dash, path = ''] = /^(-?)(\/[^*?[]+)$/u.exec(value) ?? [];
  if (path !== '') files.push({ path, mayLack: dash === '-' });
}

async function firstUnit(host: Host, unit: string): Promise<UnitText | undefined> {
  for (const directory of directories) {
    const found = await readUnit(host, `${directory}/${unit}`);
    if (found.error !== 'ENOENT') return found;
  }
  return undefined;
}

async function dropInsOf(host: Host, unit: string): Promise<readonly UnitText[]> {
  const folders = directories.flatMap((directory) => [`${directory}/${unit}.d`, `${directory}/service.d`]);
  const listed = await Promise.all(folders.map((folder) => host.readDir(folder)));
  const byName = new Map<string, string>();
  for (const [index, names] of listed.entries()) {
    for (const name of names.ok ? names.names : []) {
      if (name.endsWith('.conf') && !byName.has(name)) byName.set(name, `${folders[index] ?? ''}/${name}`);
    }
  }
  const paths = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  return Promise.all(paths.map((path) => readUnit(host, path)));
}

async function readUnit(host: Host, path: string): Promise<UnitText> {
  const read = await host.readText(path, cap);
  if (read.ok) return { path, text: read.text, error: '' };
  // A link to /dev/null masks what it stands for.
  return { path, text: '', error: read.code === 'ENOTSUP' ? '' : read.code };
}
