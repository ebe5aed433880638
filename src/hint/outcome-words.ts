import type { Family } from '../config/plan.ts';
import type { HintOutcome, HintOutcomeCode } from '../findings/hint-report.ts';
import type { LockFact } from '../probes/rules/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import type { Trouble } from './run-iptables.ts';

export const familyWords = { ipv4: 'IPv4', ipv6: 'IPv6' } as const satisfies Record<Family, string>;

const fine: ReadonlySet<HintOutcomeCode> = new Set([
  'made',
  'already-there',
  'deleted',
  'not-there',
  'no-ipv6',
]);

export type Given = Partial<Omit<HintOutcome, 'family'>> & Pick<HintOutcome, 'code' | 'says'>;

/** An outcome with nothing where nothing was said. */
export function outcomeOf(family: Family, given: Given): HintOutcome {
  return { family, backend: '', command: '', todo: '', ok: fine.has(given.code), ...given };
}

/** What each trouble is called, and what to do about it. */
const troubles: Readonly<Record<Trouble, { readonly is: string; readonly todo: string }>> = {
  locked: {
    is: 'the lock of iptables was held for longer than 5 s',
    todo: 'wait for that program, or look what it waits for; then run this again',
  },
  'no-privilege': { is: 'no privilege', todo: 'run this as root, with CAP_NET_ADMIN' },
  'no-kernel-table': {
    is: 'the kernel has no table mangle for this iptables',
    todo: 'kube-preflight init --proxy-mode=iptables tells which module is missing, and what brings it',
  },
  'incompatible-rules': {
    is: 'native nft rules stand in the table mangle',
    todo: 'move those rules into a table of their own: nft list ruleset shows them',
  },
  faulty: { is: 'iptables is there, and does not work', todo: 'install its package again' },
  failed: { is: 'iptables is there, and fails', todo: 'run the command by hand and read what it says' },
};

/** The words for a call of iptables that failed. */
export function troubleWords(code: Trouble, said: string, lock: LockFact): Given {
  const { is, todo } = troubles[code];
  return {
    code,
    says: code === 'locked' ? `${is}: ${lock.path} ${holderWords(lock)}` : `${is}: ${said}`,
    todo,
  };
}

function holderWords({ holders }: LockFact): string {
  if (holders.length === 0) return 'was locked by a program that let go meanwhile or is not seen from here';
  const names = holders.map(({ pid, name }) => `pid ${pid}${name === '' ? '' : ` (${name})`}`);
  return `is locked by ${names.join(', ')}`;
}

/** What is wrong with a tool before it is run; undefined: nothing. */
export function toolTrouble(name: string, tool: ToolFact | undefined): Given | undefined {
  if (tool === undefined || tool.state === 'absent') {
    return { code: 'no-iptables', says: `there is no ${name} on this host` };
  }
  if (tool.state === 'sound') return undefined;
  const why = tool.detail ?? tool.fault ?? 'it does not work';
  const path = tool.path ?? name;
  if (tool.fault === 'no-privilege' || tool.state === 'unknown') {
    return { code: 'no-privilege', says: `no privilege to run ${path}: ${why}`, todo: 'run this as root' };
  }
  return {
    code: 'faulty',
    says: `${path} is there, and does not work (${tool.fault ?? 'failed'}): ${why}`,
    todo: 'kube-preflight init --proxy-mode=iptables tells what mends it',
  };
}
