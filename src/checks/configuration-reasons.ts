import type { Args, Remedy } from '../findings/finding.ts';
import type { Reason } from './check.ts';

const text = (args: Args, key: string): string => String(args[key] ?? '');

const orSuggestion = ({ suggestion }: Args, what: string): Remedy => ({
  what: suggestion === undefined ? what : `did you mean ${String(suggestion)}?`,
  verify: ['kube-preflight plan --config FILE'],
});

const whyIgnored = (args: Args): string => {
  if (args['reason'] === 'after-end') return 'a document after an empty one is not read';
  if (args['reason'] === 'action')
    return `kubeadm ${text(args, 'action')} does not read ${text(args, 'kind')}`;
  return `kubeadm ignores documents of ${text(args, 'apiVersion')} (${text(args, 'kind')})`;
};

/** The words of Configuration: one entry for each notice that reading a configuration gives. */
export const configurationReasons: readonly Reason[] = [
  {
    code: 'config.clean',
    means: 'The configuration was read and gives no cause for remarks.',
    words: () => ({ says: 'the configuration was read without remarks' }),
  },
  {
    code: 'config.unknown-field',
    means: 'A field that this kind does not have; kubeadm drops it with a warning.',
    words: (args) => ({
      says: `${text(args, 'kind')} has no field ${text(args, 'field')}; kubeadm drops it`,
      need: `a field of ${text(args, 'apiVersion')}`,
      have: text(args, 'field'),
      remedies: [orSuggestion(args, 'take it out, or move it to the kind that has it')],
    }),
  },
  {
    code: 'config.deprecated-version',
    means: 'The API version of a document is deprecated in the target release.',
    words: (args) => ({
      says: `${text(args, 'version')} is deprecated; ${text(args, 'removed')} no longer reads it`,
      need: 'kubeadm.k8s.io/v1beta4',
      have: `${text(args, 'kind')} in ${text(args, 'version')}, for ${text(args, 'release')}`,
      remedies: [
        { what: 'convert the file', now: ['kubeadm config migrate --old-config FILE --new-config NEW_FILE'] },
      ],
    }),
  },
  {
    code: 'config.experimental-version',
    means: 'The API version of a document is not yet stable in the target release.',
    words: (args) => ({
      says: `${text(args, 'version')} is experimental in ${text(args, 'release')}`,
      need: 'kubeadm.k8s.io/v1beta3 up to v1.30',
      have: `${text(args, 'kind')} in ${text(args, 'version')}`,
      remedies: [{ what: 'write the document in v1beta3, or use v1.31 or later' }],
    }),
  },
  {
    code: 'config.mixed-versions',
    means: 'Documents of one configuration are written in different API versions.',
    words: (args) => ({
      says: 'documents of one configuration are written in different API versions',
      need: 'one version in all',
      have: `${text(args, 'kind')} in ${text(args, 'version')}, ${text(args, 'otherKind')} in ${text(args, 'otherVersion')} (${text(args, 'where')})`,
      remedies: [{ what: 'write both in kubeadm.k8s.io/v1beta4' }],
    }),
  },
  {
    code: 'config.ignored-document',
    means: 'A document that this action, or kubeadm at all, does not read.',
    words: (args) => ({
      says: `a document has no effect: ${whyIgnored(args)}`,
      need: 'documents that are read',
      have: text(args, 'kind') || 'a document',
      remedies: [orSuggestion(args, 'take it out, or put it where it is read')],
    }),
  },
  {
    code: 'config.sources-disagree',
    means: 'Two sources give different values; the stronger one counts.',
    words: (args) => ({
      says: `two sources disagree on ${text(args, 'what')}; ${text(args, 'used')} counts`,
      need: 'one value in all sources',
      have: `${text(args, 'used')} (${text(args, 'usedFrom')}), ${text(args, 'other')} (${text(args, 'otherFrom')})`,
      remedies: [{ what: `take the other one out: ${text(args, 'otherFrom')}` }],
    }),
  },
  {
    code: 'config.cluster-value',
    means: "A value of the cluster's own configuration that cannot be right; it was not taken over.",
    words: (args) => ({
      says: `the cluster's own configuration holds a value that cannot be right: ${text(args, 'message')}`,
      need: 'a value that its reader takes',
      have: text(args, 'found') || 'what stands there',
      remedies: [{ what: 'mend it in the ConfigMap', now: ['kubectl -n kube-system get configmap'] }],
    }),
  },
  {
    code: 'config.more-notices',
    means: 'There are more remarks of a kind than anybody would read.',
    words: (args) => ({
      says: `there are more than ${text(args, 'most')} remarks of one kind (${text(args, 'notice')}); the rest is not told`,
      need: 'a configuration without them',
      have: 'the first that is not told stands there',
      remedies: [{ what: 'mend those that are told, then look again' }],
    }),
  },
  ...valueReasons(),
  {
    code: 'config.other',
    means: 'A remark of the configuration reader.',
    words: ({ notice, ...args }) => ({
      says: `the configuration gives cause for a remark: ${String(notice)}`,
      need: 'a configuration without remarks',
      have: Object.entries(args)
        .map(([key, value]) => `${key} ${String(value)}`)
        .join(', '),
      remedies: [orSuggestion(args, 'look at the line')],
    }),
  },
];

function valueReasons(): readonly Reason[] {
  return [
    {
      code: 'config.version-label',
      means: 'The release is a label such as stable-1; what it stands for is not looked up.',
      words: (args) => ({
        says: `${text(args, 'label')} is a label: ${text(args, 'used')} was judged in its place`,
        need: 'a release, such as v1.36.2',
        have: text(args, 'label'),
        remedies: [{ what: 'name the release with --kubernetes-version or in the file' }],
      }),
    },
    {
      code: 'config.incomplete-discovery',
      means: 'A JoinConfiguration that does not say how to find the cluster: kubeadm join refuses it.',
      words: (args) => ({
        says: `kubeadm join refuses this JoinConfiguration as it is: it lacks ${text(args, 'lacks')}`,
        need: 'a bootstrap token with the hash of the CA, or a discovery file',
        have: `no ${text(args, 'lacks')}`,
        remedies: [
          {
            what: 'put it in before kubeadm reads the file; on a control plane this prints all of it',
            now: ['kubeadm token create --print-join-command'],
          },
        ],
      }),
    },
    {
      code: 'config.socket-without-scheme',
      means: 'The CRI socket is written without unix://.',
      words: (args) => ({
        says: 'the CRI socket is written without its scheme',
        need: text(args, 'suggestion'),
        have: text(args, 'found'),
        remedies: [{ what: `write ${text(args, 'suggestion')}` }],
      }),
    },
    {
      code: 'config.unknown-phase',
      means: 'A phase to skip that kubeadm does not have: nothing is skipped.',
      words: (args) => ({
        says: `kubeadm has no phase ${text(args, 'phase')}: nothing is skipped by it`,
        need: text(args, 'suggestion'),
        have: text(args, 'phase'),
        remedies: [orSuggestion(args, 'name the phase as kubeadm does')],
      }),
    },
  ];
}
