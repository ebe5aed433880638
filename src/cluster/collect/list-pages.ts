import { statusOf } from './api-refusal.ts';
import { ClusterError } from '../fault.ts';
import { listOf, textOf } from './members.ts';

/** Clusters are supported up to 5,000 nodes (kubernetes.io, Considerations for large clusters). */
const mostItems = 50_000;
const mostRestarts = 3;

export interface Listing<T> {
  readonly items: readonly T[];
  /** From here on a watch misses nothing. */
  readonly resourceVersion: string;
}

/** All pages of a list; of each item is kept only what `look` makes of it. A list that went stale (410) begins anew. */
export async function listPages<T>(
  page: (token: string | undefined) => Promise<unknown>,
  look: (item: unknown) => T,
): Promise<Listing<T>> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await listOnce(page, look);
    } catch (error) {
      if (statusOf(error) !== 410 || restarts >= mostRestarts) throw error;
    }
  }
}

async function listOnce<T>(
  page: (token: string | undefined) => Promise<unknown>,
  look: (item: unknown) => T,
): Promise<Listing<T>> {
  const items: T[] = [];
  let token: string | undefined;
  let resourceVersion = '';
  do {
    const answer = await page(token);
    if (!textOf(answer, 'kind').endsWith('List')) {
      throw new ClusterError('bad-answer', 'the server did not answer with a list');
    }
    for (const item of listOf(answer, 'items')) items.push(look(item));
    if (items.length > mostItems)
      throw new ClusterError('bad-answer', `a list holds more than ${mostItems} items`);
    const next = textOf(answer, 'metadata', '_continue') || textOf(answer, 'metadata', 'continue');
    if (next !== '' && next === token) throw new ClusterError('bad-answer', 'a list has no end');
    resourceVersion ||= textOf(answer, 'metadata', 'resourceVersion');
    token = next === '' ? undefined : next;
  } while (token !== undefined);
  return { items, resourceVersion };
}
