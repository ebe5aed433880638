import { pathCheckName } from '../../catalog/kubeadm-checks.ts';
import type { Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

export const asRoot: Remedy = { what: 'run this again as root', now: ['sudo kube-preflight …'] };
export const reset: Remedy = {
  what: 'to set this node up anew, take it out of its cluster first: this deletes what runs on it',
  now: ['kubeadm reset'],
};

const shortOf = (path: unknown): string => String(path).split('/').at(-1) ?? '';

export const fileReasons: readonly Reason[] = [
  {
    code: 'file.free',
    means: 'Nothing stands where kubeadm will write.',
    words: ({ path }) => ({ says: `${String(path)} is free` }),
  },
  {
    code: 'file.exists',
    means: 'A file stands where kubeadm will write.',
    words: ({ path, kind }) => ({
      says: `${String(path)} exists already`,
      need: 'no such file: kubeadm will write it',
      have: `a ${String(kind) === 'other' ? 'special file' : String(kind)}`,
      remedies: [
        reset,
        {
          what: 'if it is a left-over that nothing needs, move it away',
          now: [`mv ${String(path)} /root/${shortOf(path)}.old`],
        },
      ],
    }),
  },
  {
    code: 'file.dangling',
    means: 'A link to nothing stands where kubeadm will write: it would write elsewhere.',
    words: ({ path }) => ({
      says: `${String(path)} is a link to nothing, and kubeadm would write where it points`,
      need: 'no such link',
      have: 'a link whose target does not exist',
      remedies: [{ what: 'remove the link', now: [`rm ${String(path)}`] }],
    }),
  },
  {
    code: 'file.unknown',
    means: 'Whether a file stands there could not be told.',
    words: ({ path, detail }) => ({
      says: `whether ${String(path)} exists could not be told`,
      have: String(detail),
      remedies: [asRoot],
    }),
  },
];

export const directoryReasons: readonly Reason[] = [
  {
    code: 'directory.free',
    means: 'The directory is empty, or not there yet.',
    words: ({ path }) => ({ says: `${String(path)} is free` }),
  },
  {
    code: 'directory.filled',
    means: 'The directory of etcd holds data already.',
    words: ({ path, names }) => ({
      says: `${String(path)} is not empty`,
      need: 'an empty directory: a new member of etcd starts without data',
      have: `it holds ${Array.isArray(names) ? names.join(', ') : ''}`,
      remedies: [
        reset,
        {
          what: 'if the data is a left-over, move it away; it may be the only copy of a cluster',
          now: [`mv ${String(path)} ${String(path)}.old`],
        },
      ],
    }),
  },
  {
    code: 'directory.file-system',
    means: 'The directory of etcd is a file system of its own, with nothing in it but lost+found.',
    words: ({ path }) => ({
      says: `${String(path)} holds lost+found: kubeadm takes that for data, etcd does not`,
      need: 'an empty directory, for the preflight of kubeadm',
      have: 'the root of a file system: lost+found, and nothing else',
      remedies: [
        { what: 'set etcd.local.dataDir to a directory below it' },
        {
          what: `have kubeadm pass over it: --ignore-preflight-errors=${pathCheckName('DirAvailable', String(path))}`,
        },
      ],
    }),
  },
  {
    code: 'directory.dangling',
    means: 'A link to nothing stands where the directory of etcd is to be made.',
    words: ({ path }) => ({
      says: `${String(path)} is a link to nothing, and kubeadm cannot make a directory there`,
      need: 'a directory, or nothing',
      have: 'a link whose target does not exist',
      remedies: [
        { what: 'make the directory it points to, or remove the link', now: [`ls -l ${String(path)}`] },
      ],
    }),
  },
  {
    code: 'directory.none',
    means: 'Something that is no directory stands there.',
    words: ({ path }) => ({
      says: `${String(path)} is no directory`,
      need: 'a directory, or nothing',
      have: 'a file',
      remedies: [{ what: 'move it away', now: [`mv ${String(path)} ${String(path)}.old`] }],
    }),
  },
  {
    code: 'directory.unknown',
    means: 'Whether the directory is empty could not be told.',
    words: ({ path, detail }) => ({
      says: `whether ${String(path)} is empty could not be told`,
      need: 'an empty directory',
      have: String(detail),
      remedies: [asRoot],
    }),
  },
];

export const manifestReasons: readonly Reason[] = [
  {
    code: 'manifest.there',
    means: 'The manifests of the control plane are there.',
    words: () => ({ says: 'the manifests of the control plane are there' }),
  },
  {
    code: 'manifest.missing',
    means: 'A manifest that the upgrade would change is missing.',
    words: ({ paths }) => ({
      says: 'manifests of the control plane are missing',
      need: 'the files that kubeadm init or join wrote: the upgrade changes them',
      have: `missing: ${Array.isArray(paths) ? paths.join(', ') : ''}`,
      remedies: [
        {
          what: 'run the upgrade on a control-plane node that kubeadm set up; write a lost manifest anew',
          now: ['kubeadm init phase control-plane all --config kubeadm.yaml'],
        },
      ],
    }),
  },
  {
    code: 'manifest.unknown',
    means: 'Whether the manifests are there could not be told.',
    words: ({ detail }) => ({
      says: 'whether the manifests of the control plane are there could not be told',
      have: String(detail),
      remedies: [asRoot],
    }),
  },
];
