/**
 * Measures whole commands, as somebody at a shell waits for them: from before the process is
 * started until after it has ended, output to /dev/null. The cases run interleaved, round after
 * round, each round beginning with another case, so that a busy minute of the machine hits all
 * alike; the first rounds warm the caches and are dropped. Told are the median and the minimum,
 * and the ratio of the median to two floors measured in the same rounds: `true` (what starting
 * any process costs) and `node -e 0` (what any program on this Node costs). Peak memory is
 * measured in runs of its own, because watching costs time: the largest of three, of the program
 * itself. Beware of comparing milliseconds between machines; compare ratios.
 *
 *   npm run bench -- [--rounds N] [--warm-ups N] [--only TEXT] [--program PATH] [--json FILE] [--enforce]
 *                    [--instructions] [--save]
 *
 * Where containerd is installed, one with a root, a state and a socket of its own answers in two cases.
 * --instructions counts them by perf, or where the processor has no counters by valgrind: two minutes more.
 * --save keeps the medians in bench/results, for `npm run bench:history`.
 *
 * Exit: 0 measured; 1 a measured program failed, or with --enforce a goal was missed; 2 wrong usage.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startContainerd } from '../test/cri/containerd.ts';
import { casesFor, goals, nodeFloor, processFloor, type Case } from './cases.ts';
import { instructionCounter } from './instructions.ts';
import { BenchFailure, peakMemory, wallTime } from './measure.ts';
import type { SavedRun } from './results.ts';
import { judgeGoals, rowsOf, table, type Row, type Sample } from './summarise.ts';

interface Settings {
  readonly rounds: number;
  readonly warmUps: number;
  readonly program: string;
  readonly only: string;
  readonly json: string | undefined;
  readonly instructions: boolean;
  readonly save: boolean;
  readonly enforce: boolean;
}

const memoryRuns = 3;

class UsageError extends Error {}

function wholeNumber(name: string, text: string, least: number): number {
  if (/^\d{1,6}$/u.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`--${name} takes a whole number of at least ${least}, not "${text}"`);
}

function flags(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        rounds: { type: 'string', default: '15' },
        'warm-ups': { type: 'string', default: '2' },
        only: { type: 'string', default: '' },
        program: { type: 'string' },
        json: { type: 'string' },
        enforce: { type: 'boolean', default: false },
        instructions: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isFloor(name: string): boolean {
  return name === processFloor || name === nodeFloor;
}

function settingsFrom(argv: readonly string[]): Settings {
  const values = flags(argv);
  const program = values.program ?? fileURLToPath(new URL('../dist/kube-preflight', import.meta.url));
  if (!existsSync(program)) throw new UsageError(`${program} is missing: run npm run build first`);
  return {
    rounds: wholeNumber('rounds', values.rounds, 1),
    warmUps: wholeNumber('warm-ups', values['warm-ups'], 0),
    program,
    only: values.only,
    json: values.json,
    instructions: values.instructions,
    save: values.save,
    enforce: values.enforce,
  };
}

/** Every case once a round, each round beginning one case later. */
function measureTimes(
  { rounds, warmUps }: Settings,
  cases: readonly Case[],
): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const first = round % cases.length;
    for (const one of [...cases.slice(first), ...cases.slice(0, first)]) {
      const milliseconds = wallTime(one);
      if (round >= warmUps) times.get(one.name)?.push(milliseconds);
    }
  }
  return times;
}

async function largestPeak(one: Case): Promise<number | null> {
  let largest: number | null = null;
  for (let run = 0; run < memoryRuns; run += 1) {
    const peak = await peakMemory(one);
    if (peak !== null) largest = Math.max(largest ?? 0, peak);
  }
  return largest;
}

async function measure(settings: Settings): Promise<readonly Sample[]> {
  const runtime = hasContainerd() ? await startContainerd() : undefined;
  try {
    const all = casesFor(settings.program, process.execPath, runtime?.socket);
    return await measureCases(
      settings,
      all.filter(({ name }) => isFloor(name) || name.includes(settings.only)),
    );
  } finally {
    await runtime?.stop();
  }
}

function hasContainerd(): boolean {
  return spawnSync('containerd', ['--version'], { stdio: 'ignore' }).status === 0;
}

async function measureCases(settings: Settings, cases: readonly Case[]): Promise<readonly Sample[]> {
  const times = measureTimes(settings, cases);
  const counter = settings.instructions ? instructionCounter() : undefined;
  if (settings.instructions)
    console.error(`instructions: ${counter?.tool ?? 'neither perf nor valgrind counts here'}`);
  const samples: Sample[] = [];
  for (const one of cases) {
    const milliseconds = times.get(one.name) ?? [];
    const peakKiB = await largestPeak(one);
    samples.push({ ...one, milliseconds, peakKiB, instructions: counter?.count(one) ?? null });
  }
  return samples;
}

function machine() {
  const processors = cpus();
  return {
    kernel: release(),
    cpu: processors[0]?.model ?? 'unknown',
    cpus: processors.length,
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

/** A run of a tree that is not committed would stand for a commit which it is not. */
function save({ rounds }: Settings, host: ReturnType<typeof machine>, rows: readonly Row[]): void {
  if (git('status', '--porcelain', '--untracked-files=no') !== '') {
    throw new BenchFailure('not saved: commit first, so that the result stands for a commit');
  }
  const [commit = '', committed = '', ...subject] = git('log', '-1', '--format=%H %cI %s').split(' ');
  const run: SavedRun = {
    schema: 'kube-preflight/bench-result/v1',
    committed: new Date(committed).toISOString(),
    commit,
    subject: subject.join(' '),
    machine: host,
    rounds,
    rows,
  };
  const folder = fileURLToPath(new URL('results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${run.committed.slice(0, 10)}-${commit.slice(0, 7)}.json`;
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
  console.error(`saved as ${file}`);
}

async function main(argv: readonly string[]): Promise<number> {
  const settings = settingsFrom(argv);
  const host = machine();
  const samples = await measure(settings);
  const rows = rowsOf(samples);
  const results = judgeGoals(rows, goals);
  console.log(
    `${settings.rounds} rounds after ${settings.warmUps} warm-ups; Node ${host.node}, kernel ${host.kernel}, ` +
      `${host.cpus} x ${host.cpu}, load ${host.load.toFixed(2)} at the start`,
  );
  console.log(`\n${table(rows)}\n`);
  for (const { says, met } of results) console.log(`${met ? 'met   ' : 'MISSED'}  ${says}`);
  if (settings.json !== undefined) {
    const { rounds, warmUps } = settings;
    const document = {
      schema: 'kube-preflight/bench/v1',
      machine: host,
      rounds,
      warmUps,
      rows,
      samples,
      goals: results,
    };
    writeFileSync(settings.json, `${JSON.stringify(document, null, 2)}\n`);
  }
  if (settings.save) save(settings, host, rows);
  return settings.enforce && results.some(({ met }) => !met) ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof BenchFailure)) throw error;
  console.error(`bench: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
