import { createHash } from 'node:crypto';
import { buildSync } from 'esbuild';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The interactive page as a module: its script and style, and what its policy allows of both. */
export function pageAssetsModule(): string {
  const bundled = buildSync({
    entryPoints: ['web/page.tsx'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    // One script element holds it: nothing in it may look like the end of one.
    supported: { 'inline-script': false },
    write: false,
  });
  const script = bundled.outputFiles[0]?.text.trim() ?? '';
  const style =
    buildSync({ entryPoints: ['web/page.css'], minify: true, write: false }).outputFiles[0]?.text.trim() ??
    '';
  return [
    '/** Made from web/ by `npm run docs`: the script and the style of the page, and the hashes for its policy. */',
    `export const pageScript = ${JSON.stringify(script)};`,
    `export const pageStyle = ${JSON.stringify(style)};`,
    `export const scriptHash = ${JSON.stringify(hashOf(script))};`,
    `export const styleHash = ${JSON.stringify(hashOf(style))};`,
    '',
  ].join('\n');
}
