import type { Host, HttpRequest } from '../../host/host.ts';
import type { PairFact } from '../certificates/facts.ts';
import { type PemText, readPem } from '../certificates/read-pem.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { EndpointFact, EtcdFacts } from './facts.ts';

/** The external etcd: its endpoints, and the files to ask it with. */
export const etcdProbe: Probe<'etcd'> = {
  name: 'etcd',
  deadlineMs: 5000,
  async run(host, survey) {
    const { endpoints, caFile, certFile, keyFile } = survey.etcd;
    const [ca, certificate, key] = await Promise.all(
      [caFile, certFile, keyFile].map((path) => read(host, path)),
    );
    const files = await filesOf(ca, certificate, key);
    const tls = tlsOf(ca, certificate, key);
    const why = unusable(files);
    const asked = endpoints.map(async (url): Promise<EndpointFact> =>
      why === undefined
        ? askEndpoint(host, url, tls, survey)
        : { url, state: 'not-asked', version: '', detail: why },
    );
    return known({ endpoints: await Promise.all(asked), ...files, seenAt: host.clock() });
  },
};

async function read(host: Host, path: string): Promise<PemText | undefined> {
  return path === '' ? undefined : readPem(host, path);
}

const unnamed: PemText = { path: '', state: 'absent', code: '', text: '' };

async function filesOf(
  ca: PemText | undefined,
  certificate: PemText | undefined,
  key: PemText | undefined,
): Promise<Pick<EtcdFacts, 'ca' | 'client'>> {
  if (ca === undefined && certificate === undefined && key === undefined) return {};
  const { inspectCertificates, inspectPair } = await import('../certificates/inspect.ts');
  return {
    ...(ca === undefined ? {} : { ca: inspectCertificates(ca) }),
    ...(certificate === undefined && key === undefined
      ? {}
      : { client: inspectPair(certificate ?? unnamed, key ?? unnamed, ca) }),
  };
}

/** As kubeadm: certificate and key only together (preflight/checks.go, configCertAndKey). */
function tlsOf(
  ca: PemText | undefined,
  certificate: PemText | undefined,
  key: PemText | undefined,
): NonNullable<HttpRequest['tls']> {
  return {
    ...(ca?.state === 'read' ? { ca: ca.text } : {}),
    ...(certificate?.state === 'read' && key?.state === 'read'
      ? { cert: certificate.text, key: key.text }
      : {}),
  };
}

/** Why nobody can be asked with these files; kubeadm ends there, too. */
function unusable({ ca, client }: Pick<EtcdFacts, 'ca' | 'client'>): string | undefined {
  const files = [ca, client?.certificate, client?.key].filter((file) => file !== undefined);
  const bad = files.find(({ path, state }) => path !== '' && state !== 'read');
  if (bad !== undefined) return `${bad.path}: ${bad.code}`;
  return isMismatch(client) ? `${client.key.path} is not the key of ${client.certificate.path}` : undefined;
}

function isMismatch(client: PairFact | undefined): client is PairFact {
  return client?.matches === false;
}
