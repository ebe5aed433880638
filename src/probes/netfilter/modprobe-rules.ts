import type { Host } from '../../host/host.ts';
import { moduleName } from './module-tree.ts';

/** modprobe.d(5), in the order that counts: a file of an earlier directory hides its namesakes. */
const directories = [
  '/etc/modprobe.d',
  '/run/modprobe.d',
  '/usr/local/lib/modprobe.d',
  '/usr/lib/modprobe.d',
  '/lib/modprobe.d',
];

/** Module → the line that keeps it from being loaded, with its file. */
export async function readModprobeRules(host: Host): Promise<ReadonlyMap<string, string>> {
  const rules = new Map<string, string>();
  const seen = new Set<string>();
  for (const directory of directories) {
    const listed = await host.readDir(directory);
    if (!listed.ok) continue;
    const names = listed.names.filter((name) => name.endsWith('.conf') && !seen.has(name));
    for (const name of names.toSorted()) {
      seen.add(name);
      const read = await host.readText(`${directory}/${name}`, { maxBytes: 256 * 1024 });
      if (read.ok) addRules(rules, read.text, `${directory}/${name}`);
    }
  }
  return rules;
}

function addRules(rules: Map<string, string>, text: string, path: string): void {
  for (const [module, line] of parseModprobeRules(text)) {
    if (!rules.has(module)) rules.set(module, `${path}: ${line}`);
  }
}

/**
 * `blacklist X` stops loading by alias only; the kernel asks for netfilter's extensions by alias
 * (`nft-expr-…`, `ipt_…`), so that it counts. `install X /bin/false` (or true) stops it altogether.
 */
export function parseModprobeRules(text: string): ReadonlyMap<string, string> {
  const rules = new Map<string, string>();
  for (const raw of text.split('\n')) {
    const line = raw.replace(/#.*$/u, '').trim();
    const module = /^(?:blacklist\s+(\S+)$|install\s+(\S+)\s+(?:\S*\/)?(?:false|true)\b)/u.exec(line);
    const name = module?.[1] ?? module?.[2];
    if (name !== undefined) rules.set(moduleName(name), line);
  }
  return rules;
}
