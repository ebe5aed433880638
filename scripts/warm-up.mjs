// node scripts/warm-up.mjs BUNDLE CACHE ARGUMENTS…: runs a wrapped bundle once as the program, then writes the code
// cache with all functions that the run has compiled. Without the run a cache holds little more than the outermost
// functions, and every start compiles the others anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { Script } from 'node:vm';

const [, , bundle = '', cache = '', ...argv] = process.argv;
const script = new Script(readFileSync(bundle, 'utf8'), { filename: basename(bundle) });
const exit = process.exit;
// The program ends itself: that is the moment to keep what was compiled.
process.exit = () => {
  writeFileSync(cache, script.createCachedData());
  exit(0);
};
process.argv = [process.execPath, process.execPath, ...argv];
script.runInThisContext()({}, createRequire(import.meta.url), { exports: {} });
