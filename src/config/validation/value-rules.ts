import {
  isAbsolute,
  isAltName,
  isCertificateKey,
  isEndpoint,
  isHostAndPort,
  isKeyHash,
  isRepository,
  isToken,
  isTokenGroup,
} from './formats.ts';
import type { ValueRule } from './value-rule.ts';

const oneOf = (...allowed: readonly string[]): Pick<ValueRule, 'must' | 'isRight' | 'allowed'> => ({
  must: 'has no such value',
  isRight: (value) => allowed.includes(value),
  allowed,
});

const absolute = { must: 'must be an absolute path', isRight: isAbsolute } as const;
const token = {
  must: 'must be a bootstrap token: six characters, a dot, sixteen characters, of a to z and 0 to 9',
  isRight: isToken,
  suggest: () => 'kubeadm token create, or kubeadm token generate',
  isSecret: true,
} as const;
const certificateKey = {
  must: 'must be 64 hexadecimal digits',
  isRight: isCertificateKey,
  suggest: () => 'kubeadm certs certificate-key',
  isSecret: true,
} as const;

/** `https://lb:6443/` → `lb:6443`: the commonest slip. */
function withoutScheme(value: string): string | undefined {
  const [, rest = ''] = /^https?:\/\/([^/]+)/u.exec(value) ?? [];
  return rest === '' ? undefined : rest;
}

/** One entry for each shape; what is empty is unset, but for items of lists. */
export const valueRules: readonly ValueRule[] = [
  { kind: 'InitConfiguration', fields: ['bootstrapTokens.*.token'], ...token },
  {
    kind: 'InitConfiguration',
    fields: ['bootstrapTokens.*.usages.*'],
    ...oneOf('signing', 'authentication'),
  },
  {
    kind: 'InitConfiguration',
    fields: ['bootstrapTokens.*.groups.*'],
    must: 'must begin with system:bootstrappers:',
    isRight: isTokenGroup,
  },
  { kind: 'InitConfiguration', fields: ['certificateKey'], ...certificateKey },
  { kind: 'JoinConfiguration', fields: ['controlPlane.certificateKey'], ...certificateKey },
  {
    kind: 'JoinConfiguration',
    fields: ['discovery.bootstrapToken.token', 'discovery.tlsBootstrapToken'],
    ...token,
  },
  {
    kind: 'JoinConfiguration',
    fields: ['discovery.bootstrapToken.apiServerEndpoint'],
    must: 'must be a host and a port',
    isRight: isHostAndPort,
    suggest: (value) => withoutScheme(value) ?? (value.includes(':') ? undefined : `${value}:6443`),
  },
  {
    kind: 'JoinConfiguration',
    fields: ['discovery.bootstrapToken.caCertHashes.*'],
    must: 'must be sha256: and 64 hexadecimal digits',
    isRight: isKeyHash,
    suggest: () => 'kubeadm token create --print-join-command prints it',
  },
  {
    kind: 'JoinConfiguration',
    fields: ['discovery.file.kubeConfigPath'],
    must: 'must be a path, or a URL of https',
    isRight: (value) => !/^[a-z][a-z0-9+.-]*:/iu.test(value) || /^https:/iu.test(value),
  },
  {
    kind: 'JoinConfiguration',
    fields: ['caCertPath'],
    must: 'must be an absolute path that ends in .crt',
    isRight: (value) => isAbsolute(value) && value.endsWith('.crt'),
  },
  {
    kind: 'ClusterConfiguration',
    fields: ['controlPlaneEndpoint'],
    must: 'must be a name or an address, and may have a port',
    isRight: isEndpoint,
    suggest: withoutScheme,
  },
  {
    kind: 'ClusterConfiguration',
    fields: ['imageRepository', 'dns.imageRepository', 'etcd.local.imageRepository'],
    must: 'must be a registry, and may have a path in lower case',
    isRight: isRepository,
    suggest: (value) =>
      withoutScheme(value) ?? (value.endsWith('/') ? value.replace(/\/+$/u, '') : undefined),
  },
  {
    kind: 'ClusterConfiguration',
    fields: ['apiServer.certSANs.*', 'etcd.local.serverCertSANs.*', 'etcd.local.peerCertSANs.*'],
    must: 'must be a lower-case name, one that begins with *., or an address',
    isRight: isAltName,
    suggest: (value) => withoutScheme(value) ?? (/^[\w.-]+$/u.test(value) ? value.toLowerCase() : undefined),
  },
  {
    kind: 'ClusterConfiguration',
    fields: [
      'certificatesDir',
      'etcd.local.dataDir',
      'etcd.external.caFile',
      'etcd.external.certFile',
      'etcd.external.keyFile',
    ],
    ...absolute,
  },
  {
    kind: 'ClusterConfiguration',
    fields: ['encryptionAlgorithm'],
    ...oneOf('RSA-2048', 'RSA-3072', 'RSA-4096', 'ECDSA-P256', 'ECDSA-P384'),
  },
  { kind: 'ResetConfiguration', fields: ['certificatesDir'], ...absolute },
  {
    kind: 'ResetConfiguration',
    fields: ['unmountFlags.*'],
    ...oneOf('MNT_FORCE', 'MNT_DETACH', 'MNT_EXPIRE', 'UMOUNT_NOFOLLOW'),
  },
  {
    kind: 'UpgradeConfiguration',
    fields: ['apply.patches.directory', 'node.patches.directory'],
    ...absolute,
  },
];
