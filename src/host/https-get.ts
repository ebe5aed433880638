import { request as httpRequest } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  getCACertificates,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { errnoOf } from './errno.ts';
import type { HttpRequest, HttpResult, ServerCertificate } from './host.ts';

/** More than any answer that is asked for here. */
const maxBodyBytes = 256 * 1024;

type Stage = Exclude<HttpResult, { readonly ok: true }>['stage'];

/**
 * One GET over HTTP or TLS, without redirects and proxies, that ends by its deadline. The server is judged
 * before anything is sent, and by the names of its certificate alone, as Go does: its CN does not count.
 */
export function httpGet(request: HttpRequest): Promise<HttpResult> {
  const url = new URL(request.url);
  const { promise, resolve } = Promise.withResolvers<HttpResult>();
  let stage: Stage = 'connect';
  let socket: Socket | undefined;
  const end = (result: HttpResult): void => {
    clearTimeout(timer);
    resolve(result);
    socket?.destroy();
  };
  const fail = (code: string, detail = code, more: { server?: ServerCertificate } = {}): void =>
    end({ ok: false, stage, code, detail, ...more });
  const onError = (error: Error): void => fail(errnoOf(error), oneLine(error.message));
  const timer = setTimeout(() => fail('ETIMEDOUT', 'no answer in time'), request.deadlineMs);
  const ask = (opened: Socket): void => {
    stage = 'answer';
    get(opened, url, end, onError);
  };
  try {
    if (url.protocol === 'http:') {
      const plain = connectTcp(portOf(url), request.address ?? hostOf(url));
      socket = plain.once('connect', () => ask(plain));
    } else {
      const secure = openTls(request, url);
      socket = secure
        .once('connect', () => (stage = 'tls'))
        .once('secureConnect', () => {
          if (secure.authorized) return ask(secure);
          stage = 'trust';
          fail(trustCode(secure), 'the certificate is not trusted', serverOf(secure));
        });
    }
    socket.on('error', onError);
  } catch (error) {
    // A certificate or key that cannot be used is told before anything is opened.
    stage = 'material';
    fail(errnoOf(error), error instanceof Error ? oneLine(error.message) : String(error));
  }
  return promise;
}

function openTls({ address, tls = {} }: HttpRequest, url: URL): TLSSocket {
  const name = hostOf(url);
  return connectTls({
    host: address ?? name,
    port: portOf(url),
    // Without a CA of its own a program in Go trusts those of the system.
    ca: tls.ca ?? getCACertificates('system'),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Judged below: what the server showed is to be told.
    rejectUnauthorized: false,
    checkServerIdentity: (_, certificate) => identityError(name, certificate),
  });
}

function identityError(name: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname !== undefined) return checkServerIdentity(name, certificate);
  return Object.assign(new Error('no names'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
}

/** Typed as an Error, it is the code of one (node:internal/tls/wrap, onConnectSecure). */
function trustCode(socket: TLSSocket): string {
  return String(socket.authorizationError);
}

function serverOf(socket: TLSSocket): { server?: ServerCertificate } {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return {};
  const { subject, issuer, subjectAltName = '', validFrom, validTo } = certificate;
  return {
    server: {
      subject: oneLine(subject ?? ''),
      issuer: oneLine(issuer ?? ''),
      altNames: subjectAltName,
      notBefore: Date.parse(validFrom),
      notAfter: Date.parse(validTo),
    },
  };
}

function get(
  socket: Socket,
  url: URL,
  end: (result: HttpResult) => void,
  onError: (error: Error) => void,
): void {
  const sent = httpRequest(
    {
      createConnection: () => socket,
      host: hostOf(url),
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      headers: { Accept: 'application/json', Connection: 'close' },
    },
    (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > maxBodyBytes) sent.destroy(Object.assign(new Error('too long'), { code: 'EMSGSIZE' }));
      });
      response.on('error', onError);
      response.on('end', () =>
        end({ ok: true, status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    },
  );
  sent.on('error', onError);
  sent.end();
}

/** Without the brackets of an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/u, '$1');
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'http:' ? 80 : 443;
}

function oneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/gu, ', ')
    .slice(0, 300);
}
