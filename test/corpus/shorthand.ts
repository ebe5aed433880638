import { featuresOf } from '../../src/catalog/features/features-of.ts';
import type { ProxyMode } from '../../src/config/plan.ts';
import type { ModuleFact } from '../../src/probes/netfilter/facts.ts';
import type { OsFacts } from '../../src/probes/os.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { debian, elTen, sound } from '../builders/facts.ts';

/** Words that many cases share. */

/** All that a mode asks of the kernel: what a kernel without its first module lacks. */
export function all(mode: ProxyMode): readonly string[] {
  return featuresOf(mode).map(({ id }) => id);
}

/** Modules that the running kernel has neither loaded, built in nor on disk. */
export function modules(state: ModuleFact['state'], ...names: readonly string[]): readonly ModuleFact[] {
  return names.map((module) => ({ module, state }));
}

/** The kernel configuration says that the option is not set. */
export function notSet(module: string, option: string): ModuleFact {
  return { module, state: 'absent', option, config: 'n', source: '/proc/config.gz' };
}

const el = (version: string, prettyName: string, id = 'rhel'): OsFacts => ({
  ...elTen,
  id,
  versionId: version,
  prettyName,
});

export const rockyTen = el('10.1', 'Rocky Linux 10.1 (Red Quartz)', 'rocky');
export const elNine = el('9.5', 'Rocky Linux 9.5 (Blue Onyx)', 'rocky');
export const elEight = el('8.10', 'Rocky Linux 8.10 (Green Obsidian)', 'rocky');
export const elSeven = el('7.9', 'CentOS Linux 7 (Core)', 'centos');
export const fedora: OsFacts = { ...debian, id: 'fedora', versionId: '43', prettyName: 'Fedora Linux 43' };

export function ubuntu(version: string, machine = 'x86_64'): OsFacts {
  return {
    ...debian,
    id: 'ubuntu',
    idLike: ['debian'],
    versionId: version,
    prettyName: `Ubuntu ${version}`,
    machine,
  };
}

const xtables = ['iptables', 'ip6tables'].flatMap((name) => [name, `${name}-save`, `${name}-restore`]);

/** All six programs of iptables, of one build. */
export function iptablesOf(variant: 'legacy' | 'nf_tables', version = '1.8.9'): readonly ToolFact[] {
  const program = variant === 'legacy' ? 'xtables-legacy-multi' : 'xtables-nft-multi';
  return xtables.map((name) => sound(name, { variant, version, links: [`/usr/sbin/${program}`] }));
}

export const legacyIptables = iptablesOf('legacy');
/** As before 1.8, when there was one variant and no word for it. */
export const oldIptables = (version: string) => iptablesOf('legacy', version);
