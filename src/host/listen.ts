import { createServer, isIP } from 'node:net';
import { errnoOf } from './errno.ts';
import type { ListenResult } from './host.ts';

/**
 * Whether a TCP port can be listened on, by doing so for a moment. As Go's net.Listen: SO_REUSEADDR, and
 * with no address or 0.0.0.0 both families on one socket (favoriteAddrFamily of net/ipsock_posix.go), IPv4
 * alone where IPv6 is off. Nothing is accepted.
 */
export function tryListen(port: number, address: string): Promise<ListenResult> {
  const isWild = address === '' || address === '0.0.0.0';
  // A name would be looked up, and that has no deadline here.
  if (!isWild && isIP(address) === 0) return Promise.resolve({ ok: false, code: 'EINVAL' });
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve({ ok: false, code: errnoOf(error) }));
    const where = isWild ? { port } : { port, host: address };
    server.listen({ ...where, exclusive: true }, () => server.close(() => resolve({ ok: true })));
  });
}
