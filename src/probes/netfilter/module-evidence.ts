import type { ModuleNeed } from '../../catalog/features/feature.ts';
import type { Host } from '../../host/host.ts';
import type { Ask } from '../probe.ts';
import type { ModuleFact } from './facts.ts';
import { type KernelConfig, kernelConfig } from './kernel-config.ts';
import { loadedModules } from './loaded-modules.ts';
import { readModprobeRules } from './modprobe-rules.ts';
import { moduleName, type ModuleTree, readModuleTree } from './module-tree.ts';

/** Everything on disk and in /proc that tells of modules, read once. */
export interface ModuleEvidence {
  /** One fact for each module of the needs; several options of one module count as its best. */
  factsFor(needs: readonly ModuleNeed[]): Promise<readonly ModuleFact[]>;
}

interface Sources {
  readonly config: KernelConfig;
  readonly tree: ModuleTree;
  /** undefined: this kernel has no modules at all, or /proc hides them. */
  readonly loaded: ReadonlySet<string> | undefined;
  readonly rules: ReadonlyMap<string, string>;
  /** Why the kernel loads nothing by itself; '' when it does. */
  readonly barrier: string;
}

/** Nothing is read before it is asked for: a mode that is proven needs no explanation. */
export function createModuleEvidence(host: Host, ask?: Ask): ModuleEvidence {
  let sources: Promise<Sources> | undefined;
  return {
    async factsFor(needs) {
      sources ??= gather(host, ask);
      const read = await sources;
      const names = [...new Set(needs.map(({ module }) => module))];
      return Promise.all(
        names.map((name) =>
          factOf(
            host,
            read,
            name,
            needs.filter(({ module }) => module === name),
          ),
        ),
      );
    },
  };
}

async function gather(host: Host, ask: Ask | undefined): Promise<Sources> {
  const [config, tree, loaded, rules, barrier] = await Promise.all([
    kernelConfig(host, ask),
    readModuleTree(host),
    loadedModules(host),
    readModprobeRules(host),
    autoloadBarrier(host),
  ]);
  return { config, tree, loaded, rules, barrier };
}

/** A kernel may be told to load no more modules, or may not find modprobe (images without kmod). */
async function autoloadBarrier(host: Host): Promise<string> {
  const [disabled, modprobe] = await Promise.all([
    host.readText('/proc/sys/kernel/modules_disabled'),
    host.readText('/proc/sys/kernel/modprobe'),
  ]);
  if (disabled.ok && disabled.text.trim() === '1') return '/proc/sys/kernel/modules_disabled is 1';
  const path = modprobe.ok ? modprobe.text.trim() : '';
  if (!modprobe.ok) return '';
  if (path === '') return '/proc/sys/kernel/modprobe is empty';
  const status = await host.status(path);
  return !status.ok && status.code === 'ENOENT' ? `${path} (the kernel's modprobe) does not exist` : '';
}

async function factOf(
  host: Host,
  sources: Sources,
  module: string,
  needs: readonly ModuleNeed[],
): Promise<ModuleFact> {
  const { config } = sources;
  const best = bestOption(config, needs);
  const base = {
    module,
    ...(config.source === '' ? {} : { config: best.value }),
    ...(best.option === '' ? {} : { option: best.option }),
  };
  const name = moduleName(module);
  const resolved = sources.tree.aliases.get(name) ?? name;
  const place = await placeOf(host, sources, resolved, best.value);
  return { ...base, ...place };
}

type Place = Pick<ModuleFact, 'state' | 'source' | 'blockedBy'>;

async function placeOf(host: Host, sources: Sources, name: string, config: string): Promise<Place> {
  const { tree, loaded, rules, barrier } = sources;
  if (loaded?.has(name) === true) return { state: 'loaded', source: '/proc/modules' };
  if (tree.builtIn.has(name)) return { state: 'built-in', source: `${tree.path}/modules.builtin` };
  if (config === 'y') return { state: 'built-in', source: sources.config.source };
  if ((await host.status(`/sys/module/${name}`)).ok)
    return { state: 'built-in', source: `/sys/module/${name}` };
  const rule = rules.get(name);
  if (tree.onDisk.has(name)) {
    const source = `${tree.path}/modules.dep`;
    if (host.image !== undefined && !(await isThere(host, tree, name)))
      return { state: 'absent', source: `${tree.path}/${tree.onDisk.get(name) ?? ''}` };
    if (rule !== undefined) return { state: 'blacklisted', source, blockedBy: rule };
    return { state: 'on-disk', source, ...(barrier === '' ? {} : { blockedBy: barrier }) };
  }
  return missingFrom(sources, config);
}

/** An image may be cut to size after depmod(8) ran; on a host that runs the file is found when it is loaded. */
async function isThere(host: Host, tree: ModuleTree, name: string): Promise<boolean> {
  const path = tree.onDisk.get(name);
  const file = path === undefined ? undefined : await host.status(`${tree.path}/${path}`);
  return file === undefined || file.ok || file.code !== 'ENOENT';
}

/** Not loaded, not built in, not in modules.dep: whether that is known, and from where. */
function missingFrom({ tree, loaded, config: read }: Sources, config: string): Place {
  if (config === 'n') return { state: 'absent', source: read.source };
  if (tree.state === 'present') return { state: 'absent', source: `${tree.path}/modules.dep` };
  if (loaded === undefined) return { state: 'unknown', source: tree.path };
  if (tree.state === 'absent') return { state: 'no-module-tree', source: tree.path };
  return { state: 'unknown', source: tree.path };
}

/** Options were renamed over the years; the one that is set tells. */
function bestOption(config: KernelConfig, needs: readonly ModuleNeed[]) {
  const read = needs.map(({ option }) => ({ option, value: config.valueOf(option) }));
  const order = ['y', 'm', 'n', ''];
  const sorted = read.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  return sorted[0] ?? { option: '', value: '' };
}
