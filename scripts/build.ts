// Builds dist/kube-preflight: a V8 snapshot of the program, injected with the bundles that it reads on first use into
// a copy of the Node that runs this script (a Node 24 single executable application).
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build, type BuildOptions } from 'esbuild';
import { buildLazyBundles, lazyBundlesPlugin } from './lazy-bundles.ts';

const wantedMajor = '24';
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const work = 'dist/build';

/** For V8: most runs end before what it prepares for long ones pays (decision 8). */
const shortRun = [
  // MB of young heap from the start: it would find out too late that a run wants more than one.
  '--min-semi-space-size=16',
  // The strings of the snapshot keep their hashes; what an attacker could make of that is bounded.
  '--no-rehash-snapshot',
  '--no-regexp-peephole-optimization',
  // What runs hot for a second is still compiled, by the last of the compilers.
  '--no-sparkplug',
  '--no-maglev',
];

function run(command: string, argv: readonly string[]): void {
  const done = spawnSync(command, [...argv], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${argv.join(' ')} failed: ${done.stderr}`);
}

function bundleOptions(): BuildOptions {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return {
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // Names are kept: a stack trace in a bug report must stay readable.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: { KUBE_PREFLIGHT_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  };
}

/**
 * esbuild escapes what is beyond ASCII in texts, but not in regular expressions, where the same escape is good. One
 * such character would double the memory of the whole source.
 */
function inAscii(source: string): string {
  return source.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes the program, and returns the assets: the bundles that it reads on first use, and their code caches. */
async function bundle(): Promise<Readonly<Record<string, string>>> {
  const options = bundleOptions();
  const program = `${work}/program.cjs`;
  await build({
    ...options,
    entryPoints: ['scripts/sea-main.ts'],
    outfile: program,
    plugins: [lazyBundlesPlugin],
  });
  writeFileSync(program, inAscii(readFileSync(program, 'utf8')));
  return buildLazyBundles(options, work);
}

/** execArgvExtension "none": else NODE_OPTIONS would inject code into a program that runs as root. */
function blob(assets: Readonly<Record<string, string>>): void {
  const config = {
    main: `${work}/program.cjs`,
    output: `${work}/sea.blob`,
    disableExperimentalSEAWarning: true,
    useSnapshot: true,
    assets,
    execArgv: ['--no-warnings', '--disable-sigusr1', ...shortRun],
    execArgvExtension: 'none',
  };
  writeFileSync(`${work}/sea.json`, JSON.stringify(config));
  run(process.execPath, ['--experimental-sea-config', `${work}/sea.json`]);
}

/** Symbols are 18 MB of the file; binutils may be missing on a bare machine, so that this is optional. */
function strip(path: string): void {
  const done = spawnSync('strip', ['--strip-all', path], { stdio: 'ignore' });
  if (done.error !== undefined)
    console.error('strip is not installed: the executable keeps its symbols (+18 MB)');
}

async function main(): Promise<void> {
  if (process.versions.node.split('.')[0] !== wantedMajor) {
    throw new Error(`the build needs Node ${wantedMajor} from node_modules; run it as "npm run build"`);
  }
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  blob(await bundle());
  const executable = `${work}/kube-preflight`;
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  strip(executable);
  // By its command, not its function: it warns on standard error of each section that strip has emptied.
  run('postject', [executable, 'NODE_SEA_BLOB', `${work}/sea.blob`, '--sentinel-fuse', fuse]);
  // What postject writes piece by piece is mapped in larger pieces, which costs every run 20 MB: so a copy. Into place
  // at once: a run that is going on keeps the old file.
  const copy = `${executable}.copy`;
  copyFileSync(executable, copy);
  rmSync(executable);
  renameSync(copy, 'dist/kube-preflight');
}

await main();
