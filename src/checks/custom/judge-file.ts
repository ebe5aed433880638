import type { Demand } from '../../config/own-files/requirement.ts';
import { shellWord } from '../../findings/shell-word.ts';
import type { Facts } from '../../probes/facts.ts';
import type { FileLook } from '../../probes/custom/facts.ts';
import { type JudgedDemand, judgedFor, notTold } from './judged-demand.ts';

type FileDemand = Extract<Demand, { kind: 'file' }>;

export function judgeFile(demand: FileDemand, { custom }: Facts): JudgedDemand {
  const { path, type } = demand;
  const judged = judgedFor({ what: path, need: wish(demand), verify: [`stat ${shellWord(path)}`] });
  if (custom?.known !== true) return notTold(judged, custom);
  const look = custom.value.files[path];
  if (look === undefined) return notTold(judged, undefined);
  const evidence = [{ source: path, excerpt: excerptOf(look) }];
  if (look.kind === 'unknown')
    return judged({
      outcome: 'not-told',
      state: 'cannot be looked at',
      have: `${path}: ${look.code ?? ''}`,
      evidence,
    });
  if (look.kind === 'absent') {
    const outcome = type === 'absent' ? 'met' : 'missing';
    return judged({ outcome, state: 'is not there', evidence });
  }
  if (type === 'absent') return judged({ outcome: 'unsuitable', state: 'is there', evidence });
  if (look.kind !== type)
    return judged({ outcome: 'unsuitable', state: `is no ${type} but ${kindWords[look.kind]}`, evidence });
  const amiss = whatIsAmiss(demand, look);
  return judged({ outcome: 'met', state: 'is as required', evidence, ...amiss });
}

const kindWords = {
  file: 'a file',
  directory: 'a directory',
  link: 'a link',
  socket: 'a socket',
  other: 'something else',
} as const satisfies Record<Exclude<FileLook['kind'], 'absent' | 'unknown'>, string>;

/** Owner, then mode, then content: the first that is not as it must be. */
function whatIsAmiss(demand: FileDemand, look: FileLook): Partial<JudgedDemand> & { state?: string } {
  const { path, maxMode, owner, contains } = demand;
  if (owner !== undefined && look.owner !== owner) {
    return {
      outcome: 'unsuitable',
      state: `belongs to uid ${look.owner ?? '?'}, not ${owner}`,
      now: [`chown ${owner} ${shellWord(path)}`],
    };
  }
  if (maxMode !== undefined && ((look.mode ?? 0) & ~maxMode) !== 0) {
    return {
      outcome: 'unsuitable',
      state: `has mode ${octal(look.mode ?? 0)}, wider than ${octal(maxMode)}`,
      now: [`chmod ${octal(maxMode)} ${shellWord(path)}`],
    };
  }
  if (contains === '' || look.holds[contains] === true) return {};
  if (look.holds[contains] === false)
    return { outcome: 'unsuitable', state: `does not hold ${shown(contains)}` };
  const why = look.code === 'EFBIG' ? 'it is longer than 1 MiB' : `it cannot be read: ${look.code ?? ''}`;
  return { outcome: 'not-told', state: 'was not read', have: why };
}

function wish({ path, type, maxMode, owner, contains }: FileDemand): string {
  if (type === 'absent') return `${path} is not there`;
  const parts = [
    `${path} is a ${type}`,
    owner === undefined ? '' : `of uid ${owner}`,
    maxMode === undefined ? '' : `with mode ${octal(maxMode)} or less`,
    contains === '' ? '' : `that holds ${shown(contains)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function excerptOf({ kind, mode, owner, code }: FileLook): string {
  if (mode === undefined) return code ?? kind;
  return `${kind}, mode ${octal(mode)}, uid ${owner ?? '?'}`;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
