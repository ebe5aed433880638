// Writes the generated pages of docs/ (`npm run docs`), or with --check says which are stale.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { commands } from '../src/cli/commands/registry.ts';
import { checks } from '../src/checks/registry.ts';
import { planJsonSchema } from '../src/config/plan-schema.ts';
import { explainedChecks, modeLists, requirementParts } from '../src/engine/pages.ts';
import { checksPage } from '../src/report/checks-page.ts';
import { judgementJsonSchema } from '../src/report/judgement-schema.ts';
import { requirementsPage } from '../src/report/requirements-page.ts';
import { commandsPage } from './commands-page.ts';
import { documentSchemas } from './document-schemas.ts';
import { factsJsonSchema, factsShapeModule } from './facts-schema.ts';
import { pageAssetsModule } from './page-assets.ts';

interface Page {
  readonly path: string;
  readonly make: () => string;
}

const pages: readonly Page[] = [
  { path: 'docs/schema/report-v1.json', make: () => `${JSON.stringify(judgementJsonSchema(), null, 2)}\n` },
  { path: 'docs/schema/plan-v1.json', make: () => `${JSON.stringify(planJsonSchema(), null, 2)}\n` },
  { path: 'docs/schema/facts-v1.json', make: () => `${JSON.stringify(factsJsonSchema(), null, 2)}\n` },
  ...documentSchemas().map(({ path, text }) => ({ path, make: () => text })),
  {
    path: 'src/snapshot/facts-schema.ts',
    make: () => formatted('src/snapshot/facts-schema.ts', factsShapeModule()),
  },
  {
    path: 'src/report/html/page-assets.ts',
    make: () => formatted('src/report/html/page-assets.ts', pageAssetsModule()),
  },
  { path: 'docs/commands.md', make: () => formatted('docs/commands.md', commandsPage(commands)) },
  { path: 'docs/checks.md', make: () => formatted('docs/checks.md', checksPage(explainedChecks(checks))) },
  {
    path: 'docs/requirements.md',
    make: () => formatted('docs/requirements.md', requirementsPage(requirementParts(), modeLists())),
  },
];

/** As the formatter of the repository wants it: the pages are among the files that it checks. */
function formatted(path: string, text: string): string {
  const done = spawnSync('oxfmt', [`--stdin-filepath=${path}`], { input: text, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`oxfmt ${path}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const stale = pages
  .map(({ path, make }) => ({ path, text: make() }))
  .filter(({ path, text }) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const page of stale) console.error(`${page.path} is stale: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const page of stale) {
    mkdirSync(dirname(page.path), { recursive: true });
    writeFileSync(page.path, page.text);
    console.log(`wrote ${page.path}`);
  }
}
