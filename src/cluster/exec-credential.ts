import type { ClusterRequest } from '../config/cluster-io.ts';
import type { Host } from '../host/host.ts';
import { ClusterError } from './fault.ts';
import type { ExecPlugin, Kubeconfig } from './kubeconfig.ts';

export interface ExecCredential {
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
}

/** What such programs need of the user's environment; the rest, and above all PATH, stays out. */
const handedOn = /^(?:HOME|USER|LOGNAME|XDG_CONFIG_HOME|XDG_CACHE_HOME|KUBECONFIG)$/u;
/** Which account and which proxy the programs of cloud providers use. */
const handedOnToo = /^(?:AWS|AZURE|AAD|ARM|GOOGLE|CLOUDSDK|GKE|OCI|DIGITALOCEAN)_|^(?:HTTPS?|NO)_PROXY$/iu;
const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Runs the program that a kubeconfig names for credentials (client.authentication.k8s.io), and only
 * with the user's word: whoever wrote the kubeconfig chose what would run here, often as root.
 */
export async function execCredential(
  plugin: ExecPlugin,
  { server, insecure }: Kubeconfig,
  { allowExec, callMs }: Pick<ClusterRequest, 'allowExec' | 'callMs'>,
  host: Host,
): Promise<ExecCredential> {
  if (!allowExec) {
    throw new ClusterError(
      'exec-refused',
      `the kubeconfig wants to run ${JSON.stringify(plugin.command)} for credentials; --allow-exec-credentials allows it`,
    );
  }
  const path = await locate(plugin.command, host);
  const spec = {
    interactive: false,
    ...(plugin.provideClusterInfo ? { cluster: { server, 'insecure-skip-tls-verify': insecure } } : {}),
  };
  const info = { apiVersion: plugin.apiVersion, kind: 'ExecCredential', spec };
  const result = await host.exec({
    argv: [path, ...plugin.args],
    deadlineMs: callMs,
    env: { ...userEnvironment(host.env), ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
  });
  if (result.outcome === 'exited' && result.exitCode === 0) return credentialOf(result.stdout, path);
  const how = result.outcome === 'exited' ? `exited with ${result.exitCode ?? -1}` : result.outcome;
  const why = result.errno === undefined ? how : `${how}, ${result.errno}`;
  throw new ClusterError('exec-failed', `${path} gave no credentials: ${why}`);
}

function userEnvironment(env: Host['env']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && (handedOn.test(name) || handedOnToo.test(name)) ? [[name, value]] : [],
    ),
  );
}

async function locate(command: string, host: Host): Promise<string> {
  if (command.startsWith('/')) return command;
  for (const folder of searchPath) {
    const path = `${folder}/${command}`;
    if ((await host.mayRun(path)).ok) return path;
  }
  throw new ClusterError('exec-failed', `${JSON.stringify(command)} is in none of ${searchPath.join(', ')}`);
}

function credentialOf(stdout: string, path: string): ExecCredential {
  try {
    const answer: unknown = JSON.parse(stdout);
    const status = memberOf(answer, 'status');
    const token = textOf(memberOf(status, 'token'));
    const certificate = textOf(memberOf(status, 'clientCertificateData'));
    const key = textOf(memberOf(status, 'clientKeyData'));
    if (token !== undefined) return { token };
    if (certificate !== undefined && key !== undefined) return { certificate, key };
  } catch {
    // Told below.
  }
  throw new ClusterError('exec-failed', `${path} printed no ExecCredential`);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
