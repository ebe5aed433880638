import { type Address, contains, isLoopback, parseAddress, parseSloppySubnet, parseSubnet } from './cidr.ts';

/** Whom a program written in Go connects to. */
export interface ProxyTarget {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: string;
}

interface Asked {
  readonly host: string;
  readonly port: string;
  readonly address: Address | undefined;
}

type Rule = (asked: Asked) => boolean;

/**
 * The rule of NO_PROXY that exempts a target, as written; `localhost` or `loopback` for what is
 * always exempt; undefined when the proxy is used. (golang.org/x/net/http/httpproxy useProxy, and
 * k8s.io/apimachinery NewProxierWithNoProxyCIDR, which kubeadm and client-go lay before it)
 */
export function exemptionOf(noProxy: string, { host, port }: ProxyTarget): string | undefined {
  const address = parseAddress(host);
  const sloppy = address && sloppyRule(noProxy, address);
  if (sloppy !== undefined) return sloppy;
  if (host === 'localhost') return 'localhost';
  if (address !== undefined && isLoopback(address)) return 'loopback';
  const asked = { host: host.trim().toLowerCase(), port, address };
  const rules = noProxy.split(',').map((written) => written.trim().toLowerCase());
  // A star ends the list, whatever stood before it.
  if (rules.includes('*')) return '*';
  return rules.find((rule) => ruleOf(rule)?.(asked) === true);
}

/** This one looks before anything else, takes leading zeros, and does not trim blanks. */
function sloppyRule(noProxy: string, address: Address): string | undefined {
  return noProxy.split(',').find((rule) => {
    const subnet = parseSloppySubnet(rule);
    return subnet !== undefined && contains(subnet, address);
  });
}

function ruleOf(rule: string): Rule | undefined {
  if (rule === '') return undefined;
  const subnet = parseSubnet(rule);
  if (subnet !== undefined) return ({ address }) => address !== undefined && contains(subnet, address);
  const split = splitHostPort(rule);
  const host = split?.host ?? rule;
  const port = split?.port ?? '';
  const literal = parseAddress(host);
  if (literal !== undefined) return (asked) => isSame(asked.address, literal) && isPort(port, asked);
  return host === '' ? undefined : domainRule(host, port);
}

/** `foo.com` is that name and all below it; `.foo.com` and `*.foo.com` only what is below. */
function domainRule(written: string, port: string): Rule {
  const below = written.startsWith('*.') ? written.slice(1) : written;
  const own = below.startsWith('.') ? undefined : below;
  const suffix = own === undefined ? below : `.${below}`;
  return (asked) => (asked.host.endsWith(suffix) || asked.host === own) && isPort(port, asked);
}

function isSame(one: Address | undefined, other: Address): boolean {
  return one?.family === other.family && one.value === other.value;
}

function isPort(port: string, asked: Asked): boolean {
  return port === '' || port === asked.port;
}

/** As Go's net.SplitHostPort; undefined where that is an error, such as for a name without a port. */
export function splitHostPort(text: string): ProxyTarget | undefined {
  const [, bracketed, v6Port] = /^\[([^[\]]*)\]:([^[\]:]*)$/u.exec(text) ?? [];
  if (bracketed !== undefined && v6Port !== undefined) return { host: bracketed, port: v6Port };
  const [, host, port] = /^([^[\]:]*):([^[\]:]*)$/u.exec(text) ?? [];
  return host === undefined || port === undefined ? undefined : { host, port };
}
