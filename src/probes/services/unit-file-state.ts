import type { Host } from '../../host/host.ts';
import { parseUnitFile } from '../proxies/unit-file.ts';
import type { UnitFact } from './facts.ts';
import { unitDirectories } from './unit-directories.ts';
import type { UnitListing } from './unit-listing.ts';

const cap = { maxBytes: 256 * 1024 } as const;

/**
 * What `systemctl is-enabled` answers where no systemd runs or it does not answer: it then reads the files
 * itself (src/shared/install.c, unit_file_lookup_state).
 */
export async function unitFileState(host: Host, name: string, listing: UnitListing): Promise<UnitFact> {
  const directory = listing.directoryOf(name);
  if (directory === undefined) {
    return { name, load: 'not-found', active: '', fileState: '', fragment: '', source: 'unit files' };
  }
  const path = `${directory}/${name}`;
  const [link, read] = await Promise.all([host.readLink(path), host.readText(path, cap)]);
  const target = link.ok ? link.target : '';
  const base = { name, active: '', fragment: path, source: path };
  const suffix = directory.startsWith('/run/') ? '-runtime' : '';
  if (target === '/dev/null' || (read.ok && read.text === '')) {
    return { ...base, load: 'masked', fileState: `masked${suffix}` };
  }
  const loaded = { ...base, load: read.ok || read.code === 'EACCES' ? 'loaded' : 'error' };
  const enabled = listing.wanted(name);
  if (enabled !== undefined) return { ...loaded, fileState: enabled };
  if (isForeign(target)) return { ...loaded, fileState: `linked${suffix}` };
  return { ...loaded, fileState: read.ok ? stateByInstall(read.text) : '' };
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
