// Builds dist/kube-preflight: CommonJS bundles, injected with their V8 code caches into a copy
// of the Node that runs this script (a Node 24 single executable application).
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build, type BuildOptions } from 'esbuild';
import { buildLazyBundles, lazyBundlesPlugin, loaderOf, wrap } from './lazy-bundles.ts';

const wantedMajor = '24';
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const work = 'dist/build';

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

/** Returns the assets: the program, the bundles that it reads on first use, and their code caches. */
async function bundle(): Promise<Readonly<Record<string, string>>> {
  const options = bundleOptions();
  const program = `${work}/program.cjs`;
  await build({ ...options, entryPoints: ['src/main.ts'], outfile: program, plugins: [lazyBundlesPlugin] });
  writeFileSync(program, wrap(readFileSync(program, 'utf8')));
  // A read-only look at the machine that builds: most of what any run executes.
  const warmUp = ['scripts/warm-up.mjs', program, `${work}/program.cache`, 'init', '--read-only'];
  run(process.execPath, warmUp);
  writeFileSync(`${work}/main.cjs`, loaderOf('program'));
  const lazy = await buildLazyBundles(options, work);
  return { 'program.cjs': program, 'program.cache': `${work}/program.cache`, ...lazy };
}

/** execArgvExtension "none": else NODE_OPTIONS would inject code into a program that runs as root. */
function blob(assets: Readonly<Record<string, string>>): void {
  const config = {
    main: `${work}/main.cjs`,
    output: `${work}/sea.blob`,
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: true,
    assets,
    execArgv: ['--no-warnings', '--disable-sigusr1'],
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
  // Into place at once: a run that is going on keeps the old file.
  renameSync(executable, 'dist/kube-preflight');
}

await main();
