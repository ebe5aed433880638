import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allPages, anchorsOf, localLinksOf, repository } from './markdown.ts';

const pages = allPages();
const textOf = new Map(pages.map(({ path, text }) => [path, text]));

describe.each(pages)('$path', ({ path, text }) => {
  it('links only to files and headings that exist', () => {
    const dead = localLinksOf(text).filter((link) => {
      const target = link.path === '' ? path : normalize(join(dirname(path), link.path));
      if (!existsSync(join(repository, target))) return true;
      return link.anchor !== '' && !anchorsOf(textOf.get(target) ?? '').has(link.anchor);
    });
    expect(dead).toEqual([]);
  });
});

describe('docs/README.md', () => {
  const linked = new Set(localLinksOf(textOf.get('docs/README.md') ?? '').map(({ path }) => path));

  it('leads to every page of docs', () => {
    const own = pages.flatMap(({ path }) => /^docs\/([^/]+\.md)$/u.exec(path)?.[1] ?? []);
    expect(own.filter((name) => name !== 'README.md' && !linked.has(name))).toEqual([]);
  });
});
