import type { Host } from '../../host/host.ts';
import { parseUnitFile } from '../proxies/unit-file.ts';
import type { UnitFact } from './facts.ts';
import { unitDirectories } from './unit-directories.ts';

const cap = { maxBytes: 256 * 1024 } as const;
/** Where `systemctl enable` puts its links, and what it says of them. */
const enablements = [
  ['/etc/systemd/system', 'enabled'],
  ['/run/systemd/system', 'enabled-runtime'],
] as const;

/** Directories of links to wanted units: `/etc/systemd/system/multi-user.target.wants`. */
export type WantedDirectories = readonly { readonly path: string; readonly state: string }[];

/** Lists them once for all units that are to be looked at. */
export async function wantedDirectories(host: Host): Promise<WantedDirectories> {
  const lists = await Promise.all(
    enablements.map(async ([directory, state]) => {
      const listed = await host.readDir(directory);
      const names = listed.ok
        ? listed.names.filter((name) => /\.(?:wants|requires|upholds)$/u.test(name))
        : [];
      return names.map((name) => ({ path: `${directory}/${name}`, state }));
    }),
  );
  return lists.flat();
}

/**
 * What `systemctl is-enabled` answers where no systemd runs or it does not answer: it then reads the files
 * itself (src/shared/install.c, unit_file_lookup_state).
 */
export async function unitFileState(host: Host, name: string, wanted: WantedDirectories): Promise<UnitFact> {
  const fragment = await firstFragment(host, name);
  if (fragment === undefined) {
    return { name, load: 'not-found', active: '', fileState: '', fragment: '', source: 'unit files' };
  }
  const { directory, target } = fragment;
  const path = `${directory}/${name}`;
  const base = { name, active: '', fragment: path, source: path };
  const suffix = directory.startsWith('/run/') ? '-runtime' : '';
  if (target === '/dev/null') return { ...base, load: 'masked', fileState: `masked${suffix}` };
  const read = await host.readText(path, cap);
  if (read.ok && read.text === '') return { ...base, load: 'masked', fileState: `masked${suffix}` };
  const loaded = { ...base, load: read.ok || read.code === 'EACCES' ? 'loaded' : 'error' };
  const enabled = await enabledState(host, name, wanted);
  if (enabled !== undefined) return { ...loaded, fileState: enabled };
  if (isForeign(target)) return { ...loaded, fileState: `linked${suffix}` };
  return { ...loaded, fileState: read.ok ? stateByInstall(read.text) : '' };
}

async function firstFragment(
  host: Host,
  name: string,
): Promise<{ readonly directory: string; readonly target: string } | undefined> {
  const looks = await Promise.all(
    unitDirectories.map(async (directory) => {
      const status = await host.linkStatus(`${directory}/${name}`);
      if (!status.ok) return undefined;
      const link = status.kind === 'link' ? await host.readLink(`${directory}/${name}`) : undefined;
      return { directory, target: link?.ok === true ? link.target : '' };
    }),
  );
  return looks.find((look) => look !== undefined);
}

async function enabledState(
  host: Host,
  name: string,
  wanted: WantedDirectories,
): Promise<string | undefined> {
  const links = await Promise.all(
    wanted.map(async ({ path, state }) =>
      (await host.linkStatus(`${path}/${name}`)).ok ? state : undefined,
    ),
  );
  return links.find((state) => state !== undefined);
}

/** A link out of the directories of units. */
function isForeign(target: string): boolean {
  return target.startsWith('/') && !unitDirectories.some((directory) => target.startsWith(`${directory}/`));
}

function stateByInstall(text: string): string {
  const keys = new Set(
    parseUnitFile(text)
      .filter(({ section, value }) => section === 'Install' && value !== '')
      .map(({ key }) => key),
  );
  if (['WantedBy', 'RequiredBy', 'UpheldBy', 'Alias'].some((key) => keys.has(key))) return 'disabled';
  return keys.has('Also') ? 'indirect' : 'static';
}
