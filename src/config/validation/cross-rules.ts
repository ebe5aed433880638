import { type ConfigDocument, placeOf, textAt, valueAt } from '../config-document.ts';
import type { ErrorWords } from '../config-error.ts';
import { safeText } from '../excerpt.ts';
import type { Kind } from '../groups.ts';
import type { Place } from '../problems.ts';
import { dotted, treeAt } from '../tree.ts';
import { treesAt, valuesAt } from './values-at.ts';

interface Refusal {
  readonly place: Place;
  readonly words: ErrorWords;
}

/** What fields say together that kubeadm refuses. */
interface CrossRule {
  readonly kind: Kind;
  readonly refuses: (document: ConfigDocument) => readonly Refusal[];
}

export const crossRules: readonly CrossRule[] = [
  { kind: 'ClusterConfiguration', refuses: etcdFiles },
  { kind: 'ClusterConfiguration', refuses: etcdEndpoints },
  { kind: 'InitConfiguration', refuses: tokenFields },
  { kind: 'ClusterConfiguration', refuses: (document) => namelessArguments(document, components) },
  { kind: 'InitConfiguration', refuses: (document) => namelessArguments(document, nodeArguments) },
  { kind: 'JoinConfiguration', refuses: (document) => namelessArguments(document, nodeArguments) },
];

/** A certificate needs its key, and both need the CA. */
function etcdFiles(document: ConfigDocument): readonly Refusal[] {
  const external = valueAt(document, 'etcd.external');
  if (external === undefined) return [];
  const has = (field: string): boolean => textAt(document, `etcd.external.${field}`) !== undefined;
  const place = placeOf(document, external, 'etcd.external');
  if (has('certFile') !== has('keyFile'))
    return [refusal(place, 'etcd.external takes certFile and keyFile together, or neither')];
  if (has('certFile') && !has('caFile'))
    return [refusal(place, 'etcd.external takes certFile and keyFile only with caFile')];
  return [];
}

/** http only where no file of certificates is named. */
function etcdEndpoints(document: ConfigDocument): readonly Refusal[] {
  const files = ['caFile', 'certFile', 'keyFile'];
  const hasFiles = files.some((file) => textAt(document, `etcd.external.${file}`) !== undefined);
  return valuesAt(document, 'etcd.external.endpoints.*').flatMap(({ value, place }) => {
    const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):/iu.exec(value) ?? [];
    if (hasFiles ? scheme.toLowerCase() === 'https' : scheme !== '') return [];
    const message = hasFiles ? `${place.field} must be a URL of https` : `${place.field} must be a URL`;
    const suggestion = /^[\w.[\]:-]+$/u.test(value) ? `https://${value}` : undefined;
    return [
      {
        place,
        words: {
          code: 'config.bad-value',
          message,
          found: safeText(value),
          ...(suggestion === undefined ? {} : { suggestion }),
        },
      },
    ];
  });
}

function tokenFields(document: ConfigDocument): readonly Refusal[] {
  return treesAt(document.tree, ['bootstrapTokens', '*'], []).flatMap(([path, token]) => {
    const field = (name: string) => treeAt(token, [name]);
    const isSet = (name: string): boolean => {
      const tree = field(name);
      return tree?.kind === 'scalar' && tree.value !== null && tree.value !== '';
    };
    const place = placeOf(document, token, dotted(path));
    const both = isSet('ttl') && isSet('expires');
    const groups = field('groups');
    const usages = field('usages');
    // What is not named is both usages and the group of kubeadm.
    const isUseless =
      groups?.kind === 'list' &&
      groups.items.length > 0 &&
      usages?.kind === 'list' &&
      usages.items.length > 0 &&
      !usages.items.some((usage) => usage.kind === 'scalar' && usage.value === 'authentication');
    return [
      ...(both ? [refusal(place, `${place.field} takes ttl or expires, not both`)] : []),
      ...(isUseless ? [refusal(place, `${place.field}: groups need the usage authentication`)] : []),
    ];
  });
}

const components = [
  'apiServer.extraArgs',
  'controllerManager.extraArgs',
  'scheduler.extraArgs',
  'etcd.local.extraArgs',
];
const nodeArguments = ['nodeRegistration.kubeletExtraArgs'];

/** In the list of v1beta4. */
function namelessArguments(document: ConfigDocument, fields: readonly string[]): readonly Refusal[] {
  return fields
    .flatMap((field) => treesAt(document.tree, [...field.split('.'), '*'], []))
    .flatMap(([path, argument]) => {
      const name = treeAt(argument, ['name']);
      const isNamed = name?.kind === 'scalar' && name.value !== null && name.value !== '';
      const place = placeOf(document, argument, dotted(path));
      return isNamed || argument.kind !== 'map' ? [] : [refusal(place, `${place.field} has no name`)];
    });
}

function refusal(place: Place, message: string): Refusal {
  return { place, words: { code: 'config.bad-value', message } };
}
