import type { FleetReport } from '../../findings/fleet-report.ts';
import { escapeJson } from '../escape.ts';
import { escapeXml } from '../escape-xml.ts';
import { pageScript, pageStyle, scriptHash, styleHash } from './page-assets.ts';
import { staticPage } from './static-page.ts';

/**
 * One file that needs nothing else: no network, no other file. Its policy lets this script and this style run and
 * nothing beside them, whatever the texts of a report hold.
 */
export function pageOf(report: FleetReport): string {
  const policy = `default-src 'none'; script-src ${scriptHash}; style-src ${styleHash}; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = escapeXml(titleOf(report));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${title}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${pageStyle}</style>`,
    '</head>',
    '<body>',
    `<div id="page">${staticPage(report)}</div>`,
    `<script type="application/json" id="data">${dataOf(report)}</script>`,
    `<script>${pageScript}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function titleOf({ nodes, totals }: FleetReport): string {
  const [only] = nodes;
  if (only !== undefined && nodes.length === 1) return `${only.name}: ${only.ready ? 'ready' : 'not ready'}`;
  return `${totals.ready} of ${totals.nodes} nodes are ready`;
}

/** Without a `<` no text can end the element or open a comment in it (HTML, script data state). */
function dataOf(report: FleetReport): string {
  return escapeJson(JSON.stringify(report)).replaceAll('<', String.raw`\u003c`);
}
