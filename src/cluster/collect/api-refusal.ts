import { ApiException } from '@kubernetes/client-node';
import type { ClusterFault } from '../../config/cluster-io.ts';
import { faultOf } from '../fault.ts';
import { textOf } from './members.ts';

/** The status of an answer that was no success; undefined: there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof ApiException ? error.code : undefined;
}

/** What a request that failed means; `what` is what was asked for: `list nodes`. */
export function refusalOf(error: unknown, server: string, what: string): ClusterFault {
  if (!(error instanceof ApiException)) return faultOf(error, server);
  const { code } = error;
  if (code === 401)
    return { code: 'unauthorized', detail: `${server} does not accept the credentials (401)` };
  if (code === 403) return { code: 'unauthorized', detail: `these credentials may not ${what} (403)` };
  const says = messageOf(error.body);
  if (code === 429 || code === 503)
    return { code: 'busy', detail: `${server} is too busy to answer (${code})` };
  return { code: 'bad-answer', detail: `${server} answered with status ${code}${says}` };
}

/** The message of a Status, which client-node hands on as text or parsed. */
function messageOf(body: unknown): string {
  const message = textOf(typeof body === 'string' ? parsed(body) : body, 'message');
  return message === '' ? '' : `: ${message.slice(0, 200)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
