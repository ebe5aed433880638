interface ParsedUrl {
  readonly scheme: string;
  /** Without user, password, path and query. */
  readonly shown: string;
}

const proxySchemes = new Set(['http', 'https', 'socks5']);
/** Shown for what Go parses, though nobody is to be reached there. */
const nowhere = '(no address)';

/**
 * The proxy that Go makes of the value of HTTPS_PROXY, without its user and password; undefined where
 * Go cannot read it, and then uses none. Much that is wrong becomes a proxy all the same.
 * (golang.org/x/net/http/httpproxy, parseProxy)
 */
export function readProxy(value: string): string | undefined {
  if (value === '') return undefined;
  const given = parse(value);
  if (given !== undefined && proxySchemes.has(given.scheme)) return given.shown;
  return parse(`http://${value}`)?.shown ?? given?.shown;
}

/** As much of Go's url.Parse as tells whether a text is a URL. */
function parse(url: string): ParsedUrl | undefined {
  if (/\p{Cc}/u.test(url) || url.startsWith(':')) return undefined;
  const [, written = '', rest = url] = /^([a-z][a-z0-9+.-]*):(.*)$/iu.exec(url) ?? [];
  const scheme = written.toLowerCase();
  const [, authority, tail = ''] = /^\/\/([^/?#]*)(.*)$/u.exec(rest) ?? [];
  if (authority === undefined) return withoutAuthority(scheme, rest);
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  if (!isHost(host) || !isPath(tail) || (at >= 0 && !isUserInfo(authority.slice(0, at)))) return undefined;
  const prefix = scheme === '' ? '' : `${scheme}:`;
  return { scheme, shown: `${prefix}//${at < 0 ? '' : '***@'}${host}${shownTail(tail)}` };
}

/** `scheme:opaque`, or a path; without a scheme its first segment may hold no colon. */
function withoutAuthority(scheme: string, rest: string): ParsedUrl | undefined {
  if (scheme === '' && /^[^/]*:/u.test(rest)) return undefined;
  return scheme !== '' || isPath(rest) ? { scheme, shown: nowhere } : undefined;
}

/** A path may hold a token; what tells proxies apart stands before it. */
function shownTail(tail: string): string {
  return tail === '' || tail === '/' ? tail : '/…';
}

/** A name, or an address in brackets, and maybe a port of digits. */
function isHost(host: string): boolean {
  const [, name] = /^(\[[^\]]*\]|[^:[\]]*(?::[^:[\]]*(?=:))*)(?::\d*)?$/u.exec(host) ?? [];
  return name !== undefined && !/[ <>"\\^`{|}]/u.test(name) && isEscaped(name);
}

function isUserInfo(text: string): boolean {
  return /^[\w\-.:~!$&'()*+,;=%@]*$/u.test(text) && isEscaped(text);
}

function isPath(tail: string): boolean {
  return isEscaped(tail.replace(/\?[^#]*/u, ''));
}

function isEscaped(text: string): boolean {
  return !/%(?![0-9a-f]{2})/iu.test(text);
}
