import type { Host } from '../../host/host.ts';
import type { SetVariable } from './settings-of.ts';
import { parseAssignments, parseUnitFile } from './unit-file.ts';

const folder = '/etc/systemd/system.conf.d';

/** `DefaultEnvironment=` of systemd-system.conf(5): every unit begins with it. */
export async function managerEnvironment(host: Host): Promise<ReadonlyMap<string, SetVariable>> {
  const listed = await host.readDir(folder);
  const names = listed.ok ? listed.names.filter((name) => name.endsWith('.conf')).toSorted() : [];
  const paths = ['/etc/systemd/system.conf', ...names.map((name) => `${folder}/${name}`)];
  const texts = await Promise.all(paths.map((path) => host.readText(path, { maxBytes: 256 * 1024 })));
  const variables = new Map<string, SetVariable>();
  for (const [index, read] of texts.entries()) {
    const lines = read.ok ? parseUnitFile(read.text) : [];
    for (const { key, value } of lines.filter((line) => line.key === 'DefaultEnvironment')) {
      if (key !== '' && value === '') variables.clear();
      const source = paths[index] ?? '';
      for (const [name, set] of parseAssignments(value)) variables.set(name, { value: set, source });
    }
  }
  return variables;
}
