import { type ClientHttp2Stream, connect as connectHttp2, type OutgoingHttpHeaders } from 'node:http2';
import { connect } from 'node:net';

/** One HTTP/2 connection, in the form that connect-node takes. */
export interface SocketSession {
  readonly authority: string;
  request(method: string, path: string, headers: OutgoingHttpHeaders): Promise<ClientHttp2Stream>;
  notifyResponseByteRead(): void;
  close(): void;
}

/** Of a URL only the path counts: the connection is the socket's. */
export const socketUrl = 'http://localhost';

/**
 * An HTTP/2 connection over a unix socket. connect-node's own session manager stops listening for errors of
 * a connection that has failed, and what is no HTTP/2 server fails twice: an error that nobody hears ends
 * the program.
 */
export function openSession(socketPath: string): SocketSession {
  const session = connectHttp2(socketUrl, { createConnection: () => connect(socketPath) });
  let failure: Error | undefined;
  session.on('error', (error) => {
    failure ??= error;
  });
  return {
    authority: socketUrl,
    request(method, path, headers) {
      if (session.destroyed) return Promise.reject(failure ?? new Error('the connection was closed'));
      return Promise.resolve(session.request({ ...headers, ':method': method, ':path': path }));
    },
    notifyResponseByteRead: () => undefined,
    close: () => session.destroy(),
  };
}
