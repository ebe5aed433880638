import type { Demand } from '../../config/own-files/requirement.ts';
import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import { createModuleEvidence } from '../netfilter/module-evidence.ts';
import type { Ask, Probe } from '../probe.ts';
import { askVersions } from './ask-versions.ts';
import type { CustomFacts, FileLook, SysctlLook } from './facts.ts';

/** A text that is looked for stands in a file of this size at most. */
const maxBytes = 1024 * 1024;

/** What an organisation's own requirements ask for, beyond what other probes look at. */
export const customProbe: Probe<'custom'> = {
  name: 'custom',
  deadlineMs: 8000,
  async run(host, survey, ask) {
    const demands = survey.custom;
    const [versions, sysctls, modules, files] = await Promise.all([
      askVersions(host, survey, ask),
      readSysctls(host, demands),
      findModules(host, demands, ask),
      lookAtFiles(host, demands),
    ]);
    return known({ versions, sysctls, modules, files });
  },
};

async function readSysctls(host: Host, demands: readonly Demand[]): Promise<CustomFacts['sysctls']> {
  const keys = new Set(demands.flatMap((demand) => (demand.kind === 'sysctl' ? [demand.key] : [])));
  const entries = [...keys].map(async (key): Promise<[string, SysctlLook]> => {
    const read = await host.readText(`/proc/sys/${key}`, { maxBytes: 4096 });
    return [key, read.ok ? { value: read.text.trim().replaceAll(/\s+/gu, ' ') } : { code: read.code }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function findModules(
  host: Host,
  demands: readonly Demand[],
  ask: Ask | undefined,
): Promise<CustomFacts['modules']> {
  const names = new Set(demands.flatMap((demand) => (demand.kind === 'module' ? [demand.module] : [])));
  if (names.size === 0) return {};
  // No option is known for a module of anybody's choice.
  const needs = [...names].map((module) => ({ module, option: '' }));
  const facts = await createModuleEvidence(host, ask).factsFor(needs);
  return Object.fromEntries(facts.map((fact) => [fact.module, fact]));
}

async function lookAtFiles(host: Host, demands: readonly Demand[]): Promise<CustomFacts['files']> {
  const texts = new Map<string, Set<string>>();
  for (const demand of demands) {
    if (demand.kind !== 'file') continue;
    const wanted = texts.get(demand.path) ?? new Set();
    if (demand.contains !== '') wanted.add(demand.contains);
    texts.set(demand.path, wanted);
  }
  const entries = [...texts].map(async ([path, wanted]): Promise<[string, FileLook]> => [
    path,
    await lookAt(host, path, wanted),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function lookAt(host: Host, path: string, texts: ReadonlySet<string>): Promise<FileLook> {
  const status = await host.status(path);
  if (!status.ok) {
    const isAbsent = status.code === 'ENOENT' || status.code === 'ENOTDIR';
    return { kind: isAbsent ? 'absent' : 'unknown', code: status.code, holds: {} };
  }
  const look = { kind: status.kind, mode: status.mode & 0o7777, owner: status.uid };
  if (texts.size === 0 || status.kind !== 'file') return { ...look, holds: {} };
  const read = await host.readText(path, { maxBytes });
  if (!read.ok) return { ...look, code: read.code, holds: {} };
  const found = [...texts].map((text) => [text, read.text.includes(text)] as const);
  // What is not in the first part of a long file may stand behind it.
  const told = found.filter(([, holds]) => holds || !read.truncated);
  return { ...look, ...(read.truncated ? { code: 'EFBIG' } : {}), holds: Object.fromEntries(told) };
}
