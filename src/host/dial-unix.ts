import { connect } from 'node:net';
import { errnoOf } from './errno.ts';
import type { AccessResult } from './host.ts';

/** Connects to a unix socket and hangs up: whether somebody listens. Nothing is sent. */
export function dialUnix(path: string, deadlineMs: number): Promise<AccessResult> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (result: AccessResult): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(deadlineMs, () => end({ ok: false, code: 'ETIMEDOUT' }));
    socket.once('connect', () => end({ ok: true }));
    socket.once('error', (error) => end({ ok: false, code: errnoOf(error) }));
  });
}
