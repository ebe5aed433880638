import type { Args, Evidence } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { SysctlAssignment, SysctlFilesFacts } from '../../probes/sysctl-files/facts.ts';

/** What becomes of a sysctl at the next boot. */
export type AtBoot =
  /** Something sets it as wanted, or (no `by`) this is a container, whose sysctls come from outside. */
  | { readonly state: 'kept'; readonly by?: SysctlAssignment }
  /** The assignment that holds is another one. */
  | { readonly state: 'overruled'; readonly by: SysctlAssignment; readonly instead?: SysctlAssignment }
  | { readonly state: 'unset'; readonly files?: SysctlFilesFacts; readonly passedOver?: SysctlAssignment }
  | { readonly state: 'untold'; readonly detail: string };

export function atBootOf({ sysctlFiles, privilege }: Facts, key: string, wanted: string): AtBoot {
  if (privilege?.known === true && privilege.value.container !== '') return { state: 'kept' };
  if (sysctlFiles?.known !== true)
    return { state: 'untold', detail: sysctlFiles?.cause.detail ?? 'it was not looked at' };
  const files = sysctlFiles.value;
  const assignments = files.atBoot[key] ?? [];
  const by = assignments.at(-1);
  const isWanted = ({ value }: SysctlAssignment): boolean => value === wanted;
  if (by === undefined && files.unread.length > 0)
    return { state: 'untold', detail: files.unread.join('; ') };
  if (by === undefined) {
    const passedOver = files.passedOver[key]?.findLast(isWanted);
    return { state: 'unset', files, ...(passedOver === undefined ? {} : { passedOver }) };
  }
  if (isWanted(by)) return { state: 'kept', by };
  const instead = assignments.findLast(isWanted);
  return { state: 'overruled', by, ...(instead === undefined ? {} : { instead }) };
}

/** The worst of several: what a reader must know. */
export function worstOf(boots: readonly AtBoot[]): AtBoot {
  for (const state of ['overruled', 'unset', 'untold'] as const) {
    const found = boots.find((boot) => boot.state === state);
    if (found !== undefined) return found;
  }
  return boots[0] ?? { state: 'kept' };
}

/** For the words: `boot`, and where it is decided. */
export function bootArgs(boot: AtBoot): Args {
  const { state } = boot;
  if (boot.state === 'untold') return { boot: state, detail: boot.detail };
  if (boot.state === 'unset') {
    const { files, passedOver } = boot;
    return {
      boot: state,
      appliedBy: files?.appliedBy ?? '',
      maskedBy: files?.maskedBy ?? '',
      turnedOnBy: files?.turnsForwardingOn ?? [],
      passedOver: passedOver === undefined ? '' : placeOf(passedOver),
    };
  }
  const by = boot.by === undefined ? {} : { setBy: placeOf(boot.by), setByFile: boot.by.file };
  const instead = boot.state === 'overruled' && boot.instead ? { instead: placeOf(boot.instead) } : {};
  return { boot: state, ...by, ...instead };
}

export function bootEvidence(boot: AtBoot): readonly Evidence[] {
  if (boot.state === 'untold') return [];
  const { by, instead, passedOver } = { by: undefined, instead: undefined, passedOver: undefined, ...boot };
  return [by, instead, passedOver]
    .filter((one) => one !== undefined)
    .map((one) => ({ source: placeOf(one), excerpt: one.text }));
}

function placeOf({ file, line }: SysctlAssignment): string {
  return line === 0 ? file : `${file}:${line}`;
}
