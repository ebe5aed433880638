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
 * @param bySystemd systemd-sysctl keeps one setting for each key, takes it back for a later `-key`, and does not
 *   write what is so already (which is then not handed on either); sysctl(8) writes line by line
 */
export function effectiveOf(
  files: readonly SysctlFile[],
  bySystemd: boolean,
): Readonly<Record<string, readonly SysctlAssignment[]>> {
  const read = files.flatMap(({ path, lines }) => lines.map((line): Setting => ({ ...line, file: path })));
  const named = new Set(read.filter(({ key }) => !isPattern(key)).map(({ key }) => key));
  const last = new Map(read.map(({ key, value }) => [key, value]));
  const all = bySystemd ? read.filter(({ key }) => last.get(key) !== undefined) : read;
  const history = new Map<string, SysctlAssignment[]>();
  for (const setting of all) note(history, setting, named);
  const state = new Map<string, string>();
  for (const setting of bySystemd ? inForce(all) : all) {
    for (const key of written(setting, named)) {
      const [own, ...others] = changedBy(key);
      if (own === undefined || setting.value === undefined) continue;
      // What is handed on starts as 0 in every kernel.
      const isEqual = bySystemd && (state.get(own) ?? '0') === setting.value;
      for (const changed of isEqual ? [own] : [own, ...others]) {
        state.set(changed, setting.value);
        moveToEnd(history.get(changed), setting);
      }
    }
  }
  return Object.fromEntries(history);
}

/** The last one to write a key holds. */
function moveToEnd(list: SysctlAssignment[] | undefined, { file, line }: Setting): void {
  const at = list?.findIndex((one) => one.file === file && one.line === line) ?? -1;
  if (list !== undefined && at !== -1) list.push(...list.splice(at, 1));
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
  const { file, line, text, value } = setting;
  if (value === undefined) return;
  for (const key of new Set(written(setting, named).flatMap(changedBy))) {
    const list = history.get(key) ?? [];
    list.push({ file, line, text, value });
    history.set(key, list);
  }
}

/** The keys that a setting writes, of those that matter here. */
function written({ key }: Setting, named: ReadonlySet<string>): readonly string[] {
  if (!isPattern(key)) return [key];
  return writtenKeys.filter((one) => !named.has(one) && matchesPattern(key, one));
}
