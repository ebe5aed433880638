// The one gate: types, lint, format, dead code, generated files, then the tests.
// `npm test` runs it whole; `npm run check -- lint types` runs the named steps.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

interface Step {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
}

const results = 'dist/test-results.json';

const steps: readonly Step[] = [
  { name: 'types', argv: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'page-types', argv: ['tsc', '--noEmit', '-p', 'web'] },
  { name: 'lint', argv: ['oxlint', '--deny-warnings'] },
  { name: 'format', argv: ['oxfmt', '--check'] },
  { name: 'dead-code', argv: ['knip', '--no-progress'] },
  { name: 'docs', argv: ['node', 'scripts/docs.ts', '--check'] },
  { name: 'build', argv: ['node', 'scripts/build.ts'] },
  {
    name: 'tests',
    argv: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
  },
];

function runStep(step: Step): boolean {
  const [command, ...argv] = step.argv;
  const started = performance.now();
  const done = spawnSync(command, argv, { stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const ok = done.status === 0;
  console.log(`${ok ? 'ok' : 'FAILED'}  ${step.name}  ${seconds} s`);
  return ok;
}

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

function totals(): Totals | undefined {
  try {
    return JSON.parse(readFileSync(results, 'utf8')) as Totals;
  } catch {
    return undefined;
  }
}

function main(wanted: readonly string[]): number {
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}`);
    return 2;
  }
  mkdirSync('dist', { recursive: true });
  rmSync(results, { force: true });
  const chosen = wanted.length === 0 ? steps : steps.filter((step) => wanted.includes(step.name));
  const failed = chosen.filter((step) => !runStep(step)).map((step) => step.name);
  if (failed.length > 0) console.log(`failed steps: ${failed.join(', ')}`);
  return chosen.some((step) => step.name === 'tests') ? closingLine(failed) : Math.min(failed.length, 1);
}

/** The last line is plain and always the same shape, so that a script can read it. */
function closingLine(failed: readonly string[]): number {
  const counted = totals();
  if (counted === undefined) {
    console.log('the tests left no result file');
    return 1;
  }
  const skipped = counted.numPendingTests + counted.numTodoTests;
  const forbidden = process.env['KUBE_PREFLIGHT_REQUIRE_REAL'] === '1' && skipped > 0;
  if (forbidden) console.log('tests were skipped although KUBE_PREFLIGHT_REQUIRE_REAL=1 forbids it');
  console.log(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed, ${skipped} skipped`);
  return failed.length > 0 || forbidden ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
