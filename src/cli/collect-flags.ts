import type { FlagSpec } from './flag.ts';

/** What `fleet collect` takes and `fleet report` does not. */
export const collectFlags: readonly FlagSpec[] = [
  {
    name: 'output-dir',
    short: 'd',
    kind: 'string',
    value: 'directory',
    completes: 'files',
    help: 'collect: one file a node goes here; - writes one line a node to standard output (default kube-preflight/nodes)',
  },
  {
    name: 'namespace',
    short: 'n',
    kind: 'string',
    value: 'name',
    help: 'collect: where the pods of kube-preflight are (default kube-preflight)',
  },
  {
    name: 'parallel',
    kind: 'string',
    value: 'count',
    help: 'collect: logs that are read at once, 1 to 64 (default 8)',
  },
  {
    name: 'timeout',
    kind: 'string',
    value: 'duration',
    help: 'collect: how long to wait for all nodes together, e.g. 10m (default 2m)',
  },
  {
    name: 'refresh',
    kind: 'boolean',
    help: 'collect: ask every node, also those whose facts are there already',
  },
];

/** What both take. */
export const sharedByCollect: ReadonlySet<string> = new Set(['kubeconfig', 'allow-exec-credentials']);
