import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Recording } from './recorder/record.ts';

const folder = fileURLToPath(new URL('recorded', import.meta.url));

/** The recordings that scripts/record-kube-proxy.ts has made here, by file; none in a fresh checkout. */
export function recordings(): readonly (readonly [name: string, recording: Recording])[] {
  if (!existsSync(folder)) return [];
  return globSync('*/*.json', { cwd: folder })
    .toSorted()
    .map((name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))] as const);
}
