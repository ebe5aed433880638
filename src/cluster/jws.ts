import { createHmac, timingSafeEqual } from 'node:crypto';

/** `abcdef.0123456789abcdef`: an id that may be shown, and a secret. */
export interface BootstrapToken {
  readonly id: string;
  readonly secret: string;
}

export function parseToken(text: string): BootstrapToken | undefined {
  const [, id, secret] = /^([a-z0-9]{6})\.([a-z0-9]{16})$/u.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/**
 * Whether a detached JWS (RFC 7515, appendix F: `header..signature`) signs this content with the
 * token, as cluster-bootstrap makes it: HS256, keyed by the secret, `kid` the id.
 */
export function isSigned(content: string, jws: string, { id, secret }: BootstrapToken): boolean {
  const [, header, signature] = /^([\w-]+)\.\.([\w-]+)$/u.exec(jws.trim()) ?? [];
  if (header === undefined || signature === undefined || !isHeader(header, id)) return false;
  const payload = Buffer.from(content, 'utf8').toString('base64url');
  const wanted = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `alg: none` and others are no signature by this token. */
function isHeader(header: string, id: string): boolean {
  try {
    const fields: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    if (typeof fields !== 'object' || fields === null) return false;
    return 'alg' in fields && fields.alg === 'HS256' && 'kid' in fields && fields.kid === id;
  } catch {
    return false;
  }
}
