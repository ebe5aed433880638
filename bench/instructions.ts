import { spawnSync } from 'node:child_process';
import type { Case } from './cases.ts';

/** Instructions that a case takes, in user space, without the programs it starts: hardly moved by what else runs. */
export interface Counter {
  readonly tool: string;
  /** null: the tool told no number. */
  count(one: Case): number | null;
}

const deadlineMs = 300_000;
const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

const perf: Counter = {
  tool: 'perf stat -e instructions:u --no-inherit',
  count: ({ argv }) =>
    told(['perf', 'stat', '-x,', '-e', 'instructions:u', '--no-inherit', '--', ...argv], /^(\d+),/mu),
};

/** Where no counter of the processor is to be had, as in most virtual machines. It runs the program some 50 times slower. */
const valgrind: Counter = {
  tool: 'valgrind --tool=cachegrind --cache-sim=no',
  count: ({ argv }) =>
    told(
      [
        'valgrind',
        '--tool=cachegrind',
        '--cache-sim=no',
        '--cachegrind-out-file=/dev/null',
        // Compiled JavaScript is code that changes.
        '--smc-check=all-non-file',
        ...argv,
      ],
      /I\s+refs:\s+([\d,]+)/u,
    ),
};

/** The first that counts here. undefined: none does. */
export function instructionCounter(): Counter | undefined {
  return [perf, valgrind].find((counter) => counter.count({ name: 'true', argv: ['true'] }) !== null);
}

function told(argv: readonly [string, ...string[]], pattern: RegExp): number | null {
  const [command, ...args] = argv;
  const done = spawnSync(command, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: deadlineMs,
  });
  return done.error === undefined ? countIn(done.stderr, pattern) : null;
}

/** The number in the words of a tool: digits, or digits in groups. */
export function countIn(text: string, pattern: RegExp): number | null {
  const digits = pattern.exec(text)?.[1]?.replaceAll(',', '');
  return digits === undefined ? null : Number(digits);
}
