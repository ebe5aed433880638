// Modules with heavy libraries behind them, which most runs never need. Each becomes a bundle of its own, put
// into the executable as an asset with its code cache and evaluated on first use: in the main bundle the
// libraries would cost every run the time to read them, whether or not it imports them.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { Script } from 'node:vm';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/** The files that are imported by `await import()`, and by nothing else of the main bundle. */
const lazyModules = ['src/cluster/cluster-reader.ts'] as const;

const nameOf = (path: string): string => basename(path, '.ts');

/** The function around the source of a bundle, as node:module wraps a CommonJS file. */
export const wrap = (source: string): string => `(function (exports, require, module) {${source}\n})`;

/** Runs in the executable: evaluates the asset and hands on its exports. */
export function loaderOf(name: string): string {
  return `
    const { getAsset, getRawAsset } = require('node:sea');
    const { Script } = require('node:vm');
    const cachedData = Buffer.from(getRawAsset('${name}.cache'));
    const script = new Script(getAsset('${name}.cjs', 'utf8'), { filename: '${name}.cjs', cachedData });
    const lazy = { exports: {} };
    script.runInThisContext()(lazy.exports, require, lazy);
    module.exports = lazy.exports;`;
}

export const lazyBundlesPlugin: Plugin = {
  name: 'lazy-bundles',
  setup(plugin) {
    // esbuild reads these in Go's syntax, which knows no flag u.
    // oxlint-disable-next-line require-unicode-regexp
    plugin.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      const isLazy = kind === 'dynamic-import' && lazyModules.some((one) => resolve(one) === file);
      return isLazy ? { path: file, namespace: 'lazy-bundle' } : undefined;
    });
    // oxlint-disable-next-line require-unicode-regexp
    plugin.onLoad({ filter: /.*/, namespace: 'lazy-bundle' }, ({ path }) => ({
      contents: loaderOf(nameOf(path)),
      loader: 'js',
    }));
  },
};

/** Writes the bundles and their code caches below `folder`; returns the assets by name. */
export async function buildLazyBundles(
  options: BuildOptions,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const assets: Record<string, string> = {};
  for (const path of lazyModules) {
    const name = nameOf(path);
    const file = `${folder}/${name}.cjs`;
    await build({ ...options, entryPoints: [path], outfile: file });
    const source = wrap(readFileSync(file, 'utf8'));
    writeFileSync(file, source);
    const script = new Script(source, { filename: `${name}.cjs` });
    // After a run the cache holds the functions that loading compiles.
    script.runInThisContext()({}, createRequire(import.meta.url), { exports: {} });
    writeFileSync(`${folder}/${name}.cache`, script.createCachedData());
    assets[`${name}.cjs`] = file;
    assets[`${name}.cache`] = `${folder}/${name}.cache`;
  }
  return assets;
}
