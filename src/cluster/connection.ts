import type { Host } from '../host/host.ts';
import type { ClusterRequest } from '../config/cluster-io.ts';
import { execCredential } from './exec-credential.ts';
import { ClusterError } from './fault.ts';
import type { Kubeconfig, Material } from './kubeconfig.ts';

/** All that a request needs, with nothing left to read or to run. Holds secrets. */
export interface Connection {
  readonly server: string;
  readonly tls: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly servername?: string;
    readonly rejectUnauthorized: boolean;
  };
  readonly headers: Readonly<Record<string, string>>;
}

const maxFileBytes = 256 * 1024;

/** Reads the files that a kubeconfig names, and runs its credential program if the user allowed it. */
export async function connectionOf(
  config: Kubeconfig,
  { allowExec, callMs }: Pick<ClusterRequest, 'allowExec' | 'callMs'>,
  host: Host,
): Promise<Connection> {
  const { user } = config;
  const [ca, certificate, key, token] = await Promise.all(
    [config.ca, user.certificate, user.key, user.token].map((material) => read(material, host)),
  );
  if (ca !== undefined && !/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/u.test(ca))
    throw new ClusterError('bad-kubeconfig', 'the CA that the kubeconfig names is no certificate');
  const credential =
    user.exec === undefined ? {} : await execCredential(user.exec, config, { allowExec, callMs }, host);
  const cert = credential.certificate ?? certificate;
  const secret = credential.key ?? key;
  const bearer = credential.token ?? token?.trim();
  return {
    server: config.server,
    tls: {
      rejectUnauthorized: !config.insecure,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(secret === undefined ? {} : { key: secret }),
      ...(config.tlsServerName === undefined ? {} : { servername: config.tlsServerName }),
    },
    headers: {
      ...authorization(bearer, user),
      ...(user.impersonate === undefined ? {} : { 'Impersonate-User': user.impersonate }),
    },
  };
}

function authorization(
  bearer: string | undefined,
  { username, password = '' }: Kubeconfig['user'],
): Readonly<Record<string, string>> {
  if (bearer !== undefined && bearer !== '') {
    // Anything else would not be a header but an injection of some.
    if (!/^[\x21-\x7e]+$/u.test(bearer)) throw new ClusterError('bad-kubeconfig', 'the token is no token');
    return { Authorization: `Bearer ${bearer}` };
  }
  if (username === undefined) return {};
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

async function read(material: Material | undefined, host: Host): Promise<string | undefined> {
  if (material === undefined) return undefined;
  if ('data' in material) return material.data;
  const found = await host.readText(material.file, { maxBytes: maxFileBytes });
  if (found.ok) return found.text;
  throw new ClusterError(
    'bad-kubeconfig',
    `${material.file}, which the kubeconfig names, cannot be read: ${found.code}`,
  );
}
