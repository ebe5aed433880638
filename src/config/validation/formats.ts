import { isAddress } from '../addresses.ts';
import { isDnsName } from '../plan-network.ts';

/** `abcdef.0123456789abcdef` (cluster-bootstrap, token/api). */
export function isToken(text: string): boolean {
  return /^[a-z0-9]{6}\.[a-z0-9]{16}$/u.test(text);
}

/** A group of bootstrap tokens (cluster-bootstrap, token/api). */
export function isTokenGroup(text: string): boolean {
  return /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/u.test(text);
}

/** An AES key of 32 bytes in hexadecimal digits. */
export function isCertificateKey(text: string): boolean {
  return /^[0-9a-f]{64}$/iu.test(text);
}

/** `sha256:` and the digest of a CA's public key (cmd/kubeadm/app/util/pubkeypin). */
export function isKeyHash(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/iu.test(text);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

/** A name, one with an asterisk for its first label, or an address. */
export async function isAltName(text: string): Promise<boolean> {
  return isDnsName(text.replace(/^\*\./u, '')) || (await isSloppyAddress(text));
}

/** A host, `host:port` or `[address]:port`, as ParseHostPort in cmd/kubeadm/app/util/endpoint.go. */
export async function isEndpoint(text: string): Promise<boolean> {
  const [, bracketed, plain, port = ''] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/u.exec(text) ?? [];
  if (port !== '' && !isPort(port)) return false;
  const host = bracketed ?? plain ?? text;
  return isDnsName(host) || (await isSloppyAddress(host));
}

/** An address that may have a port: kube-proxy fills in its own (proxyutil.AppendPortIfNeeded). */
export async function isAddressAndPort(text: string): Promise<boolean> {
  if (await isSloppyAddress(text)) return true;
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/u.exec(text) ?? [];
  return isPort(port) && (await isSloppyAddress(bracketed ?? plain));
}

/** `300-2000`, `300+100` or one port (apimachinery, ParsePortRange). */
export function isPortRange(text: string): boolean {
  const [, first = '', sign, second = ''] = /^(\d{1,6})(?:([-+])(\d{1,6}))?$/u.exec(text.trim()) ?? [];
  const from = Number(first);
  const to = sign === '+' ? from + Number(second) : sign === '-' ? Number(second) : from;
  return first !== '' && from <= to && to <= 65_535;
}

/** Both a host and a port, as Go's net.SplitHostPort wants them; neither is looked at. */
export function isHostAndPort(text: string): boolean {
  return /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/u.test(text);
}

function isPort(text: string): boolean {
  return /^\d{1,6}$/u.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** Octets may begin with zeros (k8s.io/utils/net, ParseIPSloppy). */
export async function isSloppyAddress(text: string): Promise<boolean> {
  return isAddress(text.includes(':') ? text : text.replaceAll(/(?<=^|\.)0+(?=\d)/gu, ''));
}

const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const registry = String.raw`(?:${label}(?:\.${label})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?`;
const repository = new RegExp(`^(?:${registry}|${part})(?:/${part})*$`, 'u');

/** What may stand before `/name:tag` of an image (distribution/reference). */
export function isRepository(text: string): boolean {
  return text.length <= 255 && repository.test(text);
}
