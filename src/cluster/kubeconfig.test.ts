import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClusterError } from './fault.ts';
import { isSigned, parseToken } from './jws.ts';
import { folderOf, parseKubeconfig } from './kubeconfig.ts';

const file = (parts: { cluster?: string; user?: string; more?: string }): string => `apiVersion: v1
kind: Config
current-context: a
contexts: [{name: a, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: 'https://api.example.net:6443/', ${parts.cluster ?? ''}}}]
users: [{name: u, user: {${parts.user ?? ''}}}]
${parts.more ?? ''}`;

function faultOf(text: string): string {
  try {
    parseKubeconfig(text, '/etc/kubernetes', 'admin.conf');
    return 'none';
  } catch (error) {
    if (error instanceof ClusterError) return error.fault.code;
    throw error;
  }
}

describe('parseKubeconfig', () => {
  it('reads the current context, with paths beside the file', () => {
    const text = file({
      cluster: 'certificate-authority: ca.crt, tls-server-name: kubernetes',
      user: 'client-certificate: /abs/a.crt, client-key-data: a2V5, tokenFile: t, as: someone',
    });
    expect(parseKubeconfig(text, '/etc/kubernetes', 'admin.conf')).toEqual({
      server: 'https://api.example.net:6443',
      ca: { file: '/etc/kubernetes/ca.crt' },
      tlsServerName: 'kubernetes',
      insecure: false,
      user: {
        certificate: { file: '/abs/a.crt' },
        key: { data: 'key' },
        token: { file: '/etc/kubernetes/t' },
        impersonate: 'someone',
      },
    });
  });

  it.each([
    ['', 'bad-kubeconfig'],
    ['a: [', 'bad-kubeconfig'],
    ['kind: Config\n', 'bad-kubeconfig'],
    [file({}).replace('kind: Config', 'kind: Pod'), 'bad-kubeconfig'],
    [file({}).replace('kind: Config\n', ''), 'none'],
    [file({}).replace('current-context: a', 'current-context: b'), 'bad-kubeconfig'],
    [file({ user: 'as: bob, as-groups: [x]' }), 'unsupported'],
    [file({ user: 'as: bob, as-uid: x' }), 'unsupported'],
    [file({}).replace('server:', 'servant:'), 'bad-kubeconfig'],
    [file({}).replace('user: u', 'user: v'), 'bad-kubeconfig'],
    [file({}).replace('https:', 'http:'), 'unsupported'],
    [file({ cluster: 'proxy-url: socks5://x' }), 'unsupported'],
    [file({ user: 'auth-provider: {name: oidc}' }), 'unsupported'],
    [file({ user: 'exec: {args: [a]}' }), 'bad-kubeconfig'],
    [file({}), 'none'],
  ])('judges %j', (text, expected) => {
    expect(faultOf(text)).toBe(expected);
  });

  it('finds a program beside a file that is named from here', () => {
    const text = file({ user: 'exec: {command: ./plug.sh}' });
    const { user } = parseKubeconfig(text, folderOf('conf/admin.conf'), 'admin.conf');
    expect(user.exec?.command).toBe(`${process.cwd()}/conf/plug.sh`);
  });

  it('throws nothing but its own for any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void faultOf(text)));
    fc.assert(
      fc.property(
        fc.json(),
        (json) =>
          void faultOf(`{"kind":"Config","current-context":"a","contexts":${json},"clusters":${json}}`),
      ),
    );
  });
});

describe('isSigned', () => {
  it('holds for no text that the token did not sign', () => {
    const token = parseToken('abcdef.0123456789abcdef');
    expect(token).toEqual({ id: 'abcdef', secret: '0123456789abcdef' });
    if (token === undefined) return;
    fc.assert(fc.property(fc.string(), fc.string(), (content, jws) => !isSigned(content, jws, token)));
    expect(parseToken('ABCDEF.0123456789abcdef')).toBeUndefined();
  });
});
