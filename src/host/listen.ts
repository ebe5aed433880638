import { createServer } from 'node:net';
import { errnoOf } from './errno.ts';
import type { ListenResult } from './host.ts';

/**
 * Whether a TCP port can be listened on, by doing so for a moment. As Go's net.Listen: SO_REUSEADDR, and
 * with no address both families on one socket, IPv4 alone where IPv6 is off. Nothing is accepted.
 */
export function tryListen(port: number, address: string): Promise<ListenResult> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve({ ok: false, code: errnoOf(error) }));
    const where = address === '' ? { port } : { port, host: address };
    server.listen({ ...where, exclusive: true }, () => server.close(() => resolve({ ok: true })));
  });
}
