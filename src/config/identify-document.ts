import type { ConfigDocument } from './config-document.ts';
import { safeText } from './excerpt.ts';
import { apiVersionOf, groups, isKind, kinds, kubeadmGroup } from './groups.ts';
import { addConcern, addError, type Place, type Problems } from './problems.ts';
import type { Source } from './source.ts';
import { suggest } from './suggest.ts';
import type { MapTree, ScalarTree, Tree } from './tree.ts';

/** Finds out what a document is. Undefined: it is wrong, or not ours; the problems say which. */
export function identifyDocument(source: Source, tree: Tree, problems: Problems): ConfigDocument | undefined {
  if (tree.kind !== 'map') {
    addError(
      problems,
      { source, offset: tree.offset, field: '' },
      {
        code: 'config.not-a-mapping',
        message: 'a document is a mapping that begins with apiVersion and kind',
        found: tree.kind === 'list' ? 'a list' : `the word ${JSON.stringify(safeText(tree.written, 40))}`,
      },
    );
    return undefined;
  }
  const version = typeField(source, tree, 'apiVersion', problems);
  const kind = typeField(source, tree, 'kind', problems);
  if (version === undefined || kind === undefined) return undefined;
  return known(source, tree, version, kind, problems);
}

type TextScalar = ScalarTree & { readonly value: string };

function isText(tree: Tree): tree is TextScalar {
  return tree.kind === 'scalar' && typeof tree.value === 'string';
}

function typeField(
  source: Source,
  tree: MapTree,
  name: 'apiVersion' | 'kind',
  problems: Problems,
): TextScalar | undefined {
  const entry = tree.entries.get(name);
  if (entry !== undefined && isText(entry.value) && entry.value.value !== '') return entry.value;
  if (entry !== undefined && !isEmpty(entry.value)) {
    const message = `${name} must be text`;
    addError(
      problems,
      { source, offset: entry.value.offset, field: name },
      { code: 'config.wrong-type', message },
    );
    return undefined;
  }
  const near = suggest(name, [...tree.entries.keys()].slice(0, 200));
  const misspelt = near === undefined ? undefined : tree.entries.get(near);
  const isNear = misspelt !== undefined && near?.toLowerCase() === name.toLowerCase();
  const example = name === 'kind' ? 'kind: ClusterConfiguration' : `apiVersion: ${likelyVersion(tree)}`;
  addError(
    problems,
    { source, offset: entry?.keyOffset ?? (isNear ? misspelt.keyOffset : tree.offset), field: name },
    {
      code: name === 'kind' ? 'config.missing-kind' : 'config.missing-api-version',
      message: `this document has no ${name}; kubeadm demands apiVersion and kind in every document`,
      ...(isNear ? { found: safeText(near ?? '') } : {}),
      suggestion: example,
    },
  );
  return undefined;
}

function isEmpty(tree: Tree): boolean {
  return tree.kind === 'scalar' && (tree.value === null || tree.value === '');
}

function likelyVersion(tree: MapTree): string {
  const kind = tree.entries.get('kind')?.value;
  const name = kind?.kind === 'scalar' && isKind(kind.written) ? kind.written : 'ClusterConfiguration';
  return apiVersionOf(name);
}

function known(
  source: Source,
  tree: MapTree,
  versionTree: TextScalar,
  kindTree: TextScalar,
  problems: Problems,
): ConfigDocument | undefined {
  const [group = '', version, more] = versionTree.value.split('/');
  const versionPlace: Place = { source, offset: versionTree.offset, field: 'apiVersion' };
  const found = safeText(versionTree.value);
  if (version === undefined || version === '' || group === '' || more !== undefined) {
    const likely = likelyVersion(tree);
    const message = 'apiVersion must be written as group/version';
    const words = { code: 'config.bad-api-version', message, found, suggestion: likely };
    addError(problems, versionPlace, words);
    return undefined;
  }
  const entry = groups.find((candidate) => candidate.name === group);
  if (entry === undefined) {
    ignoredGroup(versionPlace, found, kindTree.value, problems);
    return undefined;
  }
  if (group !== kubeadmGroup && !entry.versions.includes(version)) {
    const allowed = entry.versions.map((each) => `${group}/${each}`);
    const message = `kubeadm knows no ${safeText(version, 20)} of ${group}`;
    addError(problems, versionPlace, { code: 'config.unknown-version', message, found, allowed });
    return undefined;
  }
  const kind = kindTree.value;
  if (!isKind(kind) || !entry.kinds.includes(kind)) {
    unknownKind({ source, offset: kindTree.offset, field: 'kind' }, kind, entry.kinds, problems);
    return undefined;
  }
  return {
    source,
    tree,
    kind,
    group,
    version,
    versionOffset: versionTree.offset,
    kindOffset: kindTree.offset,
  };
}

function unknownKind(place: Place, kind: string, allowed: readonly string[], problems: Problems): void {
  const near = suggest(kind, allowed) ?? suggest(kind, kinds);
  addError(problems, place, {
    code: 'config.unknown-kind',
    message: 'this group has no such kind',
    found: safeText(kind),
    allowed,
    ...(near === undefined ? {} : { suggestion: near }),
  });
}

/** kubeadm goes on without a document of another group; a known kind in it is a slip of the pen. */
function ignoredGroup(place: Place, found: string, kind: string, problems: Problems): void {
  const near = isKind(kind)
    ? apiVersionOf(kind)
    : suggest(
        found,
        groups.map((group) => `${group.name}/${group.versions[0]}`),
      );
  const shownKind = safeText(kind);
  const hint = near === undefined ? {} : { suggestion: `apiVersion: ${near}` };
  const message = `kubeadm ignores a document of ${found} (${shownKind})`;
  const args = { reason: 'group', apiVersion: found, kind: shownKind, ...hint };
  addConcern(problems, place, { code: 'config.ignored-document', message, found, ...hint }, args);
}
