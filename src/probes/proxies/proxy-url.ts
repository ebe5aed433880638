/**
 * The proxy that Go makes of the value of HTTPS_PROXY, without its user and password; undefined where
 * Go cannot read it. (golang.org/x/net/http/httpproxy, parseProxy; net/url, Parse)
 */
export function readProxy(value: string): string | undefined {
  if (value === '') return undefined;
  const usual = /^(?:https?|socks5):/iu.test(value) ? parse(value) : undefined;
  // What has another scheme, or none, is tried as the host of an http proxy.
  return usual ?? parse(`http://${value}`);
}

function parse(url: string): string | undefined {
  // No control characters and no blanks in a host; net/url takes any other rest.
  if (/\p{Cc}/u.test(url)) return undefined;
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/iu.exec(url) ?? [];
  if (scheme === '') return undefined;
  if (!rest.startsWith('//')) return `${scheme.toLowerCase()}:${rest}`;
  const [, authority = '', tail = ''] = /^\/\/([^/?#]*)(.*)$/u.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  if (!isHost(host) || (at >= 0 && !isUserInfo(authority.slice(0, at)))) return undefined;
  return `${scheme.toLowerCase()}://${at < 0 ? '' : '***@'}${host}${shownTail(tail)}`;
}

/** A path may hold a token; what tells proxies apart stands before it. */
function shownTail(tail: string): string {
  return tail === '' || tail === '/' ? tail : '/…';
}

function isHost(host: string): boolean {
  const [, inner, port] = /^(\[[^\]]*\]|[^:[\]]*(?::[^:[\]]*(?=:))*)(?::(\d*))?$/u.exec(host) ?? [];
  if (inner === undefined || (port === undefined && host.endsWith(':') && inner === '')) return false;
  return !/[ <>"\\^`{|}]|%(?![0-9a-f]{2})/iu.test(inner);
}

function isUserInfo(text: string): boolean {
  return /^(?:[\w\-.:~!$&'()*+,;=%@]*)$/u.test(text) && !/%(?![0-9a-f]{2})/iu.test(text);
}
