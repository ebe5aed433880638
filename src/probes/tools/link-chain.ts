import { dirname } from 'node:path/posix';
import type { Looks } from './remember-looks.ts';

export interface LinkChain {
  /** After the first path, each path on the way; the last is the file, or where the way ends. */
  readonly links: readonly string[];
  readonly end: 'file' | 'dangling' | 'loop' | 'hidden';
  /** errno where the way is hidden. */
  readonly code?: string;
}

/** The kernel gives up after as many (include/linux/namei.h, MAXSYMLINKS). */
const maxLinks = 40;

/** Follows symbolic links one by one, so that a report can show where an alternative leads. */
export async function followLinks(host: Looks, path: string): Promise<LinkChain> {
  const links: string[] = [];
  let here = path;
  for (let hop = 0; hop <= maxLinks; hop += 1) {
    const link = await host.readLink(here);
    if (!link.ok) return { links, ...endAt(link.code) };
    here = await resolveTarget(host, here, link.target);
    if (here === path || links.includes(here)) return { links: [...links, here], end: 'loop' };
    links.push(here);
  }
  return { links, end: 'loop' };
}

function endAt(code: string): Pick<LinkChain, 'end' | 'code'> {
  if (code === 'EINVAL') return { end: 'file' };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { end: 'dangling' };
  return code === 'ELOOP' ? { end: 'loop' } : { end: 'hidden', code };
}

/** A relative target counts from the directory that really holds the link, behind links of its own. */
async function resolveTarget(host: Looks, link: string, target: string): Promise<string> {
  if (target.startsWith('/')) return target;
  const directory = dirname(link);
  if (!target.startsWith('..')) return `${directory === '/' ? '' : directory}/${target}`;
  const real = await host.realPath(directory);
  const parts = (real.ok ? real.target : directory).split('/').filter((part) => part !== '');
  const rest = target.split('/');
  while (rest[0] === '..') {
    rest.shift();
    parts.pop();
  }
  return `/${[...parts, ...rest].join('/')}`;
}
