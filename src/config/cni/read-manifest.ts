import type { Origin, Planned } from '../plan.ts';
import { fileOrigin } from '../problems.ts';
import type { Source } from '../source.ts';
import { dotted, type MapTree, type Path, type Tree, treeAt } from '../tree.ts';

/** One document of Kubernetes or Helm, read leniently: what is not as awaited is not there. */
export interface Manifest {
  readonly kind: string;
  /** `operator.tigera.io`; '' for the core group. */
  readonly group: string;
  readonly name: string;
  /** Where it begins. */
  readonly origin: Origin;
  at(path: Path): Tree | undefined;
  /** A scalar as it was written. */
  text(path: Path): Planned<string> | undefined;
}

export function readManifest(source: Source, tree: MapTree): Manifest {
  const at = (path: Path): Tree | undefined => treeAt(tree, path);
  const text = (path: Path): Planned<string> | undefined => {
    const found = at(path);
    if (found?.kind !== 'scalar' || found.value === null || found.written === '') return undefined;
    const origin = fileOrigin({ source, offset: found.offset, field: dotted(path) });
    return { value: found.written, origin };
  };
  const version = text(['apiVersion'])?.value ?? '';
  const start = at(['kind'])?.offset ?? tree.offset;
  return {
    kind: text(['kind'])?.value ?? '',
    group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '',
    name: text(['metadata', 'name'])?.value ?? '',
    origin: fileOrigin({ source, offset: start, field: 'kind' }),
    at,
    text,
  };
}
