import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { ClusterError } from './fault.ts';

/** A file that a kubeconfig names, or its content in it. */
export type Material = { readonly file: string } | { readonly data: string };

export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly provideClusterInfo: boolean;
}

export interface KubeconfigUser {
  readonly certificate?: Material;
  readonly key?: Material;
  readonly token?: Material;
  readonly username?: string;
  readonly password?: string;
  readonly impersonate?: string;
  readonly exec?: ExecPlugin;
}

/** The current context of a kubeconfig: one server and one user. */
export interface Kubeconfig {
  readonly server: string;
  readonly ca?: Material;
  readonly tlsServerName?: string;
  readonly insecure: boolean;
  readonly user: KubeconfigUser;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The current context. Client libraries read the files it names at once, run its programs and ask its
 * identity providers; here they are only named, so that the reader decides.
 * @param folder what relative paths in it are relative to
 * @param source how messages call it
 */
export function parseKubeconfig(text: string, folder: string, source: string): Kubeconfig {
  const root = fieldsOf(parsed(text, source));
  // client-go takes what names no kind for a Config.
  if (root === undefined || (root['kind'] ?? 'Config') !== 'Config') throw bad(source, 'is no kubeconfig');
  const contextName = textOf(root['current-context']);
  const context = contextName === undefined ? undefined : named(root['contexts'], contextName, 'context');
  if (contextName !== undefined && context === undefined)
    throw bad(source, `has no context ${JSON.stringify(contextName)}, which its current-context names`);
  // A discovery file may hold a single cluster and no context (kubeadm join --discovery-file).
  const cluster =
    context === undefined
      ? onlyCluster(root)
      : named(root['clusters'], textOf(context['cluster']), 'cluster');
  if (cluster === undefined) throw bad(source, 'names no cluster by its current-context');
  const server = textOf(cluster['server']);
  if (server === undefined) throw bad(source, 'names no server');
  const userName = textOf(context?.['user']);
  const user = userName === undefined ? undefined : named(root['users'], userName, 'user');
  if (userName !== undefined && user === undefined) throw bad(source, 'names a user that it does not hold');
  if (textOf(cluster['proxy-url']) !== undefined) {
    throw new ClusterError('unsupported', `${source} asks for a proxy (proxy-url), which is not supported`);
  }
  const ca = material(cluster, 'certificate-authority', folder);
  const tlsServerName = textOf(cluster['tls-server-name']);
  return {
    server: serverUrl(server, source),
    ...(ca === undefined ? {} : { ca }),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    insecure: cluster['insecure-skip-tls-verify'] === true,
    user: user === undefined ? {} : userOf(user, folder, source),
  };
}

function bad(source: string, what: string): ClusterError {
  return new ClusterError('bad-kubeconfig', `${source} ${what}`);
}

function parsed(text: string, source: string): unknown {
  try {
    // Aliases are never used in kubeconfigs, and could be made to grow without bounds.
    return parse(text, { maxAliasCount: 20, prettyErrors: false, logLevel: 'silent' });
  } catch {
    throw bad(source, 'is no YAML');
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The entry of a list of `{name, cluster|user|context}`. */
function named(list: unknown, name: string | undefined, member: string): Fields | undefined {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  const entry = entries.map(fieldsOf).find((one) => one?.['name'] === name);
  return entry === undefined ? undefined : (fieldsOf(entry[member]) ?? {});
}

function onlyCluster(root: Fields): Fields | undefined {
  const list: readonly unknown[] = Array.isArray(root['clusters']) ? root['clusters'] : [];
  return list.length === 1 ? fieldsOf(fieldsOf(list[0])?.['cluster']) : undefined;
}

function serverUrl(server: string, source: string): string {
  const url = URL.parse(server);
  if (url === null) throw bad(source, 'names a server that is no URL');
  if (url.protocol !== 'https:') {
    throw new ClusterError(
      'unsupported',
      `${source} names a server without TLS; credentials are not sent to it`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/u, '');
}

function material(fields: Fields, name: string, folder: string): Material | undefined {
  const data = textOf(fields[`${name}-data`]);
  if (data !== undefined) return { data: Buffer.from(data, 'base64').toString('utf8') };
  const file = textOf(fields[name]);
  return file === undefined ? undefined : { file: isAbsolute(file) ? file : join(folder, file) };
}

function userOf(user: Fields, folder: string, source: string): KubeconfigUser {
  if (fieldsOf(user['auth-provider']) !== undefined) {
    throw new ClusterError('unsupported', `${source} uses an auth-provider, which is not supported`);
  }
  refuseImpersonation(user, source);
  const exec = execOf(fieldsOf(user['exec']), folder, source);
  const tokenFile = textOf(user['tokenFile']);
  const inline = textOf(user['token']);
  // The file wins, as in client-go.
  const token =
    tokenFile === undefined
      ? inline && { data: inline }
      : { file: isAbsolute(tokenFile) ? tokenFile : join(folder, tokenFile) };
  const given: Record<string, Material | string | ExecPlugin | undefined> = {
    certificate: material(user, 'client-certificate', folder),
    key: material(user, 'client-key', folder),
    token: token === '' ? undefined : token,
    username: textOf(user['username']),
    password: textOf(user['password']),
    impersonate: textOf(user['as']),
    exec,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Sent in part it would ask for other rights than are meant. */
function refuseImpersonation(user: Fields, source: string): void {
  const wanted = ['as-groups', 'as-uid', 'as-user-extra'].find((name) => user[name] !== undefined);
  if (wanted === undefined) return;
  throw new ClusterError('unsupported', `${source} asks for ${wanted}, which is not supported`);
}

function execOf(exec: Fields | undefined, folder: string, source: string): ExecPlugin | undefined {
  if (exec === undefined) return undefined;
  const command = textOf(exec['command']);
  if (command === undefined) throw bad(source, 'has an exec plugin without a command');
  const args: readonly unknown[] = Array.isArray(exec['args']) ? exec['args'] : [];
  const env: readonly unknown[] = Array.isArray(exec['env']) ? exec['env'] : [];
  const isRelative = command.includes('/') && !isAbsolute(command);
  return {
    apiVersion: textOf(exec['apiVersion']) ?? 'client.authentication.k8s.io/v1',
    command: isRelative ? join(folder, command) : command,
    args: args.filter((one) => typeof one === 'string'),
    env: Object.fromEntries(
      env.map(fieldsOf).flatMap((one) => {
        const name = textOf(one?.['name']);
        return name === undefined ? [] : [[name, textOf(one?.['value']) ?? '']];
      }),
    ),
    provideClusterInfo: exec['provideClusterInfo'] === true,
  };
}

export function folderOf(file: string): string {
  return dirname(resolve(file));
}
