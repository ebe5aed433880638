// Writes the generated pages of docs/ (`npm run docs`), or with --check says which are stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { planJsonSchema } from '../src/config/plan-schema.ts';
import { judgementJsonSchema } from '../src/report/judgement-schema.ts';

interface Page {
  readonly path: string;
  make(): string;
}

const pages: readonly Page[] = [
  { path: 'docs/schema/report-v1.json', make: () => `${JSON.stringify(judgementJsonSchema(), null, 2)}\n` },
  { path: 'docs/schema/plan-v1.json', make: () => `${JSON.stringify(planJsonSchema(), null, 2)}\n` },
];

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const stale = pages.filter((page) => current(page.path) !== page.make());
if (process.argv.includes('--check')) {
  for (const page of stale) console.error(`${page.path} is stale: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const page of stale) {
    mkdirSync(dirname(page.path), { recursive: true });
    writeFileSync(page.path, page.make());
    console.log(`wrote ${page.path}`);
  }
}
