import { changedBy, writtenKeys } from '../../catalog/sysctls.ts';
import type { SysctlAssignment } from './facts.ts';
import { isPattern, matchesPattern, type SysctlLine } from './parse.ts';

export interface SysctlFile {
  readonly path: string;
  readonly lines: readonly SysctlLine[];
}

interface Setting extends SysctlLine {
  readonly file: string;
}

/**
 * What the files set, by watched key, in the order they are read. The last of each list holds. A key
 * that is named anywhere is left alone by every pattern, wherever that stands (sysctl.d(5)).
 */
export function effectiveOf(
  files: readonly SysctlFile[],
): Readonly<Record<string, readonly SysctlAssignment[]>> {
  const all = files.flatMap(({ path, lines }) => lines.map((line): Setting => ({ ...line, file: path })));
  const named = new Set(all.filter(({ key }) => !isPattern(key)).map(({ key }) => key));
  const history = new Map<string, SysctlAssignment[]>();
  for (const setting of all) note(history, setting, named);
  for (const setting of inForce(all)) {
    // The winner goes to the end of the list.
    for (const [key, { file, line }] of touched(setting, named)) {
      const list = history.get(key) ?? [];
      const at = list.findIndex((one) => one.file === file && one.line === line);
      list.push(...list.splice(at, 1));
    }
  }
  return Object.fromEntries(history);
}

/** One setting for each key, in the order of writing; one that is set again with another value moves to the end. */
function inForce(all: readonly Setting[]): readonly Setting[] {
  const byKey = new Map<string, Setting>();
  for (const setting of all) {
    if (byKey.get(setting.key)?.value !== setting.value) byKey.delete(setting.key);
    byKey.set(setting.key, setting);
  }
  return [...byKey.values()];
}

function note(history: Map<string, SysctlAssignment[]>, setting: Setting, named: ReadonlySet<string>): void {
  for (const [key, assignment] of touched(setting, named)) {
    const list = history.get(key) ?? [];
    list.push(assignment);
    history.set(key, list);
  }
}

/** The watched keys that a setting changes. */
function touched(
  { key, value, file, line, text }: Setting,
  named: ReadonlySet<string>,
): readonly (readonly [string, SysctlAssignment])[] {
  if (value === undefined) return [];
  const written = isPattern(key)
    ? writtenKeys.filter((one) => !named.has(one) && matchesPattern(key, one))
    : [key];
  const changed = new Set(written.flatMap(changedBy));
  return [...changed].map((one) => [one, { file, line, text, value }] as const);
}
