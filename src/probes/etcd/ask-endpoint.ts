import type { Host, HttpRequest, HttpResult } from '../../host/host.ts';
import { isLiteral } from '../names/literal.ts';
import { namesProbe } from '../names/probe.ts';
import type { Survey } from '../probe.ts';
import type { EndpointFact, EndpointState } from './facts.ts';

/** For name, connection and answer together. kubeadm gives each of four tries ten seconds, five apart. */
const deadlineMs = 2000;
/** A look-up may leave little of it. */
const leastMs = 400;

/** Asks one endpoint for its version, as kubeadm does. */
export async function askEndpoint(
  host: Host,
  endpoint: string,
  tls: HttpRequest['tls'],
  survey: Survey,
): Promise<EndpointFact> {
  const fact = (state: EndpointState, detail: string): EndpointFact => ({
    url: endpoint,
    state,
    version: '',
    detail,
  });
  const started = host.now();
  const url = urlOf(endpoint);
  if (url === undefined) return fact('bad-url', 'not http(s)://host:port');
  const address = await addressOf(host, url.hostname, survey);
  if (typeof address !== 'string') return fact(address.state, address.detail);
  const left = (): number => Math.max(leastMs, deadlineMs - (host.now() - started));
  const ask = (target: URL): Promise<HttpResult> =>
    host.httpGet({
      url: target.href,
      ...(address === '' ? {} : { address }),
      ...(tls === undefined ? {} : { tls }),
      deadlineMs: left(),
    });
  const result = await ask(url);
  const told = { ...fact('answered', ''), ...readResult(result, url) };
  if (url.protocol === 'http:') {
    return mayBeTls(result) && (await speaksTls(ask, url)) ? { ...told, state: 'speaks-tls' } : told;
  }
  return mayBePlain(result) && (await speaksPlain(ask, url)) ? { ...told, state: 'speaks-plain' } : told;
}

function urlOf(endpoint: string): URL | undefined {
  const text = `${endpoint.replace(/\/+$/u, '')}/version`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/u.test(url.protocol) && url.hostname !== '' ? url : undefined;
}

/** '' for an endpoint that is an address itself. Not by getaddrinfo(3): see src/host/dns.ts. */
async function addressOf(
  host: Host,
  hostName: string,
  survey: Survey,
): Promise<string | { readonly state: EndpointState; readonly detail: string }> {
  if (isLiteral(hostName.replace(/^\[(.*)\]$/u, '$1'))) return '';
  const names = await namesProbe.run(host, { ...survey, nodeName: hostName });
  if (!names.known) return { state: 'name-unanswered', detail: names.cause.detail };
  const { addresses, outcome, servers } = names.value;
  const asked = servers.map(({ address }) => address).join(', ');
  if (outcome === 'unanswered') return { state: 'name-unanswered', detail: `no answer from ${asked}` };
  return addresses[0] ?? { state: 'name-unknown', detail: `${hostName} is in no hosts file and no DNS` };
}

/** A TLS server that is spoken to in the clear hangs up, or (one in Go) says so with 400. */
function mayBeTls(result: HttpResult): boolean {
  if (result.ok) return result.status === 400 && /HTTPS server/u.test(result.body);
  return result.stage === 'answer' && result.code !== 'ETIMEDOUT';
}

async function speaksTls(ask: (url: URL) => Promise<HttpResult>, url: URL): Promise<boolean> {
  const result = await ask(new URL(url.href.replace(/^http:/u, 'https:')));
  return result.ok || result.stage === 'trust' || result.stage === 'answer' || isAlert(codeOf(result));
}

/** A server of plain HTTP hangs up on a handshake, or answers in words. */
function mayBePlain(result: HttpResult): boolean {
  return !result.ok && result.stage === 'tls' && result.code !== 'ETIMEDOUT' && !isAlert(result.code);
}

async function speaksPlain(ask: (url: URL) => Promise<HttpResult>, url: URL): Promise<boolean> {
  const result = await ask(new URL(url.href.replace(/^https:/u, 'http:')));
  return result.ok && result.status < 400;
}

function codeOf(result: HttpResult): string {
  return result.ok ? '' : result.code;
}

function isAlert(code: string): boolean {
  return /^ERR_SSL_.*ALERT/u.test(code);
}

function readResult(result: HttpResult, url: URL): Partial<EndpointFact> {
  if (!result.ok) {
    const server = result.server === undefined ? {} : { server: result.server };
    return { state: stateOf(result), detail: detailOf(result), ...server };
  }
  if (result.status >= 500) return { state: 'bad-status', detail: `HTTP status ${result.status}` };
  const version = versionIn(result.body);
  if (version !== undefined) return { state: 'answered', version, detail: `etcdserver ${version}` };
  return { state: 'not-etcd', detail: `HTTP status ${result.status} from ${url.pathname}` };
}

function versionIn(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('etcdserver' in answer)) return undefined;
    const { etcdserver } = answer;
    return typeof etcdserver === 'string' && /^\d+\.\d+/u.test(etcdserver)
      ? etcdserver.slice(0, 40)
      : undefined;
  } catch {
    return undefined;
  }
}

type Failure = Exclude<HttpResult, { readonly ok: true }>;

const trust: Readonly<Record<string, EndpointState>> = {
  CERT_HAS_EXPIRED: 'server-expired',
  CERT_NOT_YET_VALID: 'server-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
};

/** Of what OpenSSL says, the sentence among the places of its code. */
function detailOf({ code, detail }: Failure): string {
  const [, sentence] = /SSL routines:[^:]*:([^:]+):/u.exec(detail) ?? [];
  if (sentence !== undefined) return sentence;
  return detail.includes(code) ? detail : `${code}: ${detail}`;
}

function stateOf({ stage, code }: Failure): EndpointState {
  if (stage === 'material') return 'not-asked';
  if (stage === 'trust') return trust[code] ?? 'untrusted';
  // Of the alerts that end a handshake, these are about the certificate of the client.
  if (isAlert(code))
    return /CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT/u.test(code) ? 'client-refused' : 'tls-failed';
  if (code === 'ETIMEDOUT') return stage === 'connect' ? 'timed-out' : 'no-answer';
  if (stage === 'connect') return code === 'ECONNREFUSED' ? 'refused' : 'unreachable';
  if (stage === 'tls') return 'tls-failed';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'cut' : 'not-etcd';
}
