import type { ClusterFault, ClusterFaultCode } from '../config/cluster-io.ts';

/** Thrown within this room alone; it ends as data in what the reader returns. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly fault: ClusterFault;

  constructor(code: ClusterFaultCode, detail: string) {
    super(detail);
    this.fault = { code, detail };
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut off',
  EPIPE: 'the connection was cut off',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ETIMEDOUT: 'it did not answer',
};

const untrusted: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  CERT_NOT_YET_VALID: 'the certificate of the server is not valid yet: look at the clock',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is not from the CA that is trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server is not from the CA that is trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate of the server is not from the CA that is trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate of the server is not from the CA that is trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the server is not from the CA that is trusted here',
  CERT_SIGNATURE_FAILURE: 'the certificate of the server is not from the CA that is trusted here',
  INVALID_CA: 'the CA that is trusted here is no CA',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for other names',
};

const timeouts = new Set(['AbortError', 'TimeoutError']);

/** What an exception of a request means. */
export function faultOf(error: unknown, server: string): ClusterFault {
  if (error instanceof ClusterError) return error.fault;
  if (!(error instanceof Error)) return { code: 'bad-answer', detail: `${server}: ${String(error)}` };
  if (timeouts.has(error.name)) return { code: 'timed-out', detail: `${server} did not answer in time` };
  const code = codeOf(error);
  const wrong = untrusted[code];
  if (wrong !== undefined) return { code: 'untrusted', detail: `${server}: ${wrong} (${code})` };
  // An alert of the other side: it wants a certificate, or does not take this one.
  if (/^ERR_SSL_.*ALERT/u.test(code)) {
    return { code: 'unauthorized', detail: `${server} refused the TLS connection (${code})` };
  }
  if (code.startsWith('ERR_OSSL')) return { code: 'bad-kubeconfig', detail: `certificate or key: ${code}` };
  const why = unreachable[code];
  if (why !== undefined) return { code: 'unreachable', detail: `${server}: ${why} (${code})` };
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return { code: 'bad-answer', detail: `${server} does not speak TLS (${code})` };
  }
  if (error instanceof SyntaxError || code.startsWith('HPE_')) {
    return { code: 'bad-answer', detail: `${server} did not answer as an API server does` };
  }
  return { code: 'bad-answer', detail: `${server}: ${code === '' ? error.message : code}` };
}

/** Happy eyeballs gather the errors of all addresses: the first tells enough. */
function codeOf(error: Error): string {
  if (error instanceof AggregateError) {
    const [first] = error.errors;
    if (first instanceof Error) return codeOf(first);
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
