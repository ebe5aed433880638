import { configurationCheck } from '../../src/checks/configuration.ts';
import type { Notice } from '../../src/config/plan.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const origin = { kind: 'file', file: 'kubeadm.yaml', line: 5, column: 1, field: 'podSubnets' } as const;

const notice = (code: string, args: Notice['args']): Notice => ({
  code,
  origin,
  args,
  excerpt: 'podSubnets: x\n^',
});

const unknownField = notice('config.unknown-field', {
  kind: 'ClusterConfiguration',
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  field: 'podSubnets',
  suggestion: 'podSubnet',
});

const mixed = {
  kind: 'ClusterConfiguration',
  version: 'v1beta3',
  otherKind: 'InitConfiguration',
  otherVersion: 'v1beta4',
};

const one = (name: string, given: Notice, ...says: string[]) => ({
  name,
  plan: planOf({ notices: [given] }),
  says,
});

export const cases: CheckCases = {
  check: configurationCheck,
  cases: [
    { name: 'a configuration without remarks', says: ['pass config.clean'] },
    one(
      'a host name that fits no node, which Hostname tells',
      notice('config.bad-name', { found: '' }),
      'pass config.clean',
    ),
    one('an unknown field', unknownField, 'warn config.unknown-field'),
    {
      name: 'an unknown field under --strict',
      plan: planOf({ notices: [unknownField] }),
      stance: { strict: true },
      says: ['fail config.unknown-field'],
    },
    one(
      'a deprecated version',
      notice('config.deprecated-version', {
        version: 'v1beta3',
        kind: 'InitConfiguration',
        release: 'v1.36',
        removed: 'v1.37',
      }),
      'warn config.deprecated-version',
    ),
    one(
      'an experimental version',
      notice('config.experimental-version', {
        version: 'v1beta4',
        kind: 'InitConfiguration',
        release: 'v1.30',
      }),
      'warn config.experimental-version',
    ),
    one(
      'versions that differ',
      notice('config.mixed-versions', { ...mixed, where: 'a.yaml:1:1' }),
      'warn config.mixed-versions',
    ),
    one(
      'a document of another action',
      notice('config.ignored-document', {
        reason: 'action',
        action: 'join',
        kind: 'KubeletConfiguration',
        apiVersion: 'x/v1',
      }),
      'warn config.ignored-document',
    ),
    one(
      'a document after an empty one',
      notice('config.ignored-document', { reason: 'after-end' }),
      'warn config.ignored-document',
    ),
    one(
      'two sources of a release',
      notice('config.sources-disagree', {
        what: 'Kubernetes version',
        used: 'v1.36.2',
        usedFrom: 'a',
        other: 'v1.35.0',
        otherFrom: 'b',
      }),
      'warn config.sources-disagree',
    ),
    one(
      'a label for a release',
      notice('config.version-label', { label: 'stable-1', used: 'v1.36.2' }),
      'info config.version-label',
    ),
    one(
      'a socket without its scheme',
      notice('config.socket-without-scheme', { found: '/run/x.sock', suggestion: 'unix:///run/x.sock' }),
      'warn config.socket-without-scheme',
    ),
    one(
      'a phase that does not exist',
      notice('config.unknown-phase', { phase: 'kube-proxy', suggestion: 'addon/kube-proxy' }),
      'warn config.unknown-phase',
    ),
    one(
      'a JoinConfiguration without discovery',
      notice('config.incomplete-discovery', {
        field: 'discovery',
        lacks: 'discovery.bootstrapToken or discovery.file',
      }),
      'warn config.incomplete-discovery',
    ),
    one(
      'more than anybody would read',
      notice('config.more-notices', { notice: 'config.unknown-field', most: 50 }),
      'warn config.more-notices',
    ),
    one(
      'a value of the cluster',
      notice('config.cluster-value', { message: 'kube-proxy has no such mode', found: 'nft' }),
      'warn config.cluster-value',
    ),
    one('a notice of a kind yet unheard of', notice('config.brand-new', { field: 'x' }), 'warn config.other'),
    one(
      'a disagreement on the mode, which ProxyMode tells',
      notice('config.sources-disagree', { what: 'proxy mode' }),
      'pass config.clean',
    ),
    one(
      'a mode of the cluster, which ProxyMode tells',
      notice('config.mode-from-cluster', {}),
      'pass config.clean',
    ),
  ],
};
