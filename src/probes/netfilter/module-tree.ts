import type { Host } from '../../host/host.ts';

/** /lib/modules of the running kernel, as far as it can be read. */
export interface ModuleTree {
  /** `absent`: the directory of this release is not there; `unreadable`: something is, but no index. */
  readonly state: 'present' | 'absent' | 'unreadable';
  readonly path: string;
  /** Other kernels' trees that lie beside it: a kernel was upgraded, and the host not rebooted. */
  readonly otherReleases: readonly string[];
  /** Module → its file, below `path`. */
  readonly onDisk: ReadonlyMap<string, string>;
  readonly builtIn: ReadonlySet<string>;
  /** Alias → module, for aliases without wildcards. */
  readonly aliases: ReadonlyMap<string, string>;
}

const maxBytes = 8 * 1024 * 1024;

export async function readModuleTree(host: Host): Promise<ModuleTree> {
  const parents = ['/lib/modules', '/usr/lib/modules'];
  for (const parent of parents) {
    const path = `${parent}/${host.release}`;
    const [dep, builtIn, alias] = await Promise.all(
      ['modules.dep', 'modules.builtin', 'modules.alias'].map((name) =>
        host.readText(`${path}/${name}`, { maxBytes }),
      ),
    );
    if (dep?.ok !== true && builtIn?.ok !== true) continue;
    // A package that was only unpacked: depmod(8) has not run, and what it brings is not known.
    if (dep?.ok !== true && host.image !== undefined && (await host.status(`${path}/kernel`)).ok) continue;
    return {
      state: 'present',
      path,
      otherReleases: [],
      onDisk: parseModuleFiles(dep?.ok === true ? dep.text : ''),
      builtIn: parseModulePaths(builtIn?.ok === true ? builtIn.text : ''),
      aliases: parseAliases(alias?.ok === true ? alias.text : ''),
    };
  }
  const listed = await host.readDir('/lib/modules');
  const names = listed.ok ? listed.names : [];
  const state =
    names.includes(host.release) || (!listed.ok && listed.code !== 'ENOENT') ? 'unreadable' : 'absent';
  const otherReleases = names.filter((name) => name !== host.release && /^\d/u.test(name));
  return {
    state,
    path: `/lib/modules/${host.release}`,
    otherReleases,
    onDisk: new Map(),
    builtIn: new Set(),
    aliases: new Map(),
  };
}

/** `kernel/net/netfilter/nft_ct.ko.xz: kernel/…` → `nft_ct`. The kernel takes - and _ for the same. */
export function parseModulePaths(text: string): ReadonlySet<string> {
  return new Set(parseModuleFiles(text).keys());
}

/** The same with the file of each. */
function parseModuleFiles(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, path = '', name] =
      /^((?:[^:\s]*\/)?([^/:\s]+)\.ko(?:\.(?:xz|zst|gz|bz2|lz4))?)(?::|\s*$)/u.exec(line) ?? [];
    if (name !== undefined) files.set(moduleName(name), path);
  }
  return files;
}

export function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

/** `alias ip_conntrack nf_conntrack`. */
export function parseAliases(text: string): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, alias, module] = /^alias\s+(\S+)\s+(\S+)\s*$/u.exec(line) ?? [];
    if (alias === undefined || module === undefined || /[*?[]/u.test(alias)) continue;
    aliases.set(moduleName(alias), moduleName(module));
  }
  return aliases;
}
