import type { Judgement } from '../findings/judgement.ts';
import type { Host } from '../host/host.ts';
import type { Context } from './context.ts';

/** What a plan takes from the host where it is not told. */
export type PlanHost = Pick<Host, 'hostName' | 'addresses'>;

export async function planHostOf(context: Context): Promise<PlanHost> {
  const { held } = context;
  if (held === undefined) return context.host();
  const { hostName, addresses } = held.document.identity;
  return { hostName, addresses: () => Promise.resolve(addresses) };
}

const dayMs = 24 * 60 * 60 * 1000;

/** Where and when the facts of a judgement were collected; undefined: here and now. */
export function collectedOf(context: Context): Judgement['subject']['collected'] {
  const { held } = context;
  if (held === undefined) return undefined;
  const at = held.document.collectedAt;
  const days = Math.round((Date.parse(context.today()) - Date.parse(at.slice(0, 10))) / dayMs);
  return { from: held.source, at, days };
}
