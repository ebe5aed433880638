import type { Reason } from '../check.ts';
import { notToldReason } from './asked-cluster.ts';

const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

const ignoring = (check: string) => ({
  what: `see that CoreDNS still takes its Corefile after the upgrade, and say so: --ignore-preflight-errors=${check}`,
  now: ['kubectl -n kube-system get configmap coredns -o yaml'],
});

const foreign = (check: string): Reason => ({
  code: 'coredns.foreign-version',
  means: 'CoreDNS runs from an image whose tag is no release of CoreDNS; the migration knows releases alone.',
  words: ({ version }) => ({
    says: `kubeadm's Corefile migration does not know the CoreDNS that runs (${String(version)})`,
    need: 'an image tagged with a release of CoreDNS, such as v1.12.1',
    have: String(version),
    remedies: [ignoring(check)],
  }),
});

export const pluginReasons: readonly Reason[] = [
  {
    code: 'coredns.plugins-known',
    means: 'The migration knows all plugins of the Corefile.',
    words: ({ version }) => ({ says: `kubeadm can migrate the Corefile of CoreDNS ${String(version)}` }),
  },
  {
    code: 'coredns.plugins',
    means: 'The Corefile uses plugins that the migration does not know; kubeadm upgrade apply stops.',
    words: ({ plugins }) => ({
      says: `kubeadm does not know how to migrate the plugins ${list(plugins)}`,
      need: 'plugins that the Corefile migration knows',
      have: list(plugins),
      remedies: [ignoring('CoreDNSUnsupportedPlugins')],
    }),
  },
  {
    code: 'coredns.options-unsure',
    means: 'The Corefile uses options of which it is not known here whether the migration knows them.',
    words: ({ options }) => ({
      says: `whether kubeadm can migrate ${list(options)} is not known here`,
      have: list(options),
      remedies: [{ what: 'let kubeadm itself tell', now: ['kubeadm upgrade plan'] }],
    }),
  },
  foreign('CoreDNSUnsupportedPlugins'),
  notToldReason,
];

export const migrationReasons: readonly Reason[] = [
  {
    code: 'coredns.migrates',
    means: 'The Corefile migration can go on from the release that runs.',
    words: ({ version }) => ({ says: `kubeadm can upgrade CoreDNS from ${String(version)}` }),
  },
  {
    code: 'coredns.newer',
    means: 'CoreDNS is newer than what kubeadm brings; the migration does not go down.',
    words: ({ version, target }) => ({
      says: `CoreDNS ${String(version)} runs, and kubeadm would install ${String(target)}: it does not migrate downwards`,
      need: `CoreDNS ${String(target)} or older, or CoreDNS left out of the upgrade`,
      have: String(version),
      remedies: [
        ignoring('CoreDNSMigration'),
        {
          what: 'leave CoreDNS as it is',
          now: ['kubeadm upgrade apply VERSION --skip-phases=addon/coredns'],
        },
      ],
    }),
  },
  foreign('CoreDNSMigration'),
  notToldReason,
];
