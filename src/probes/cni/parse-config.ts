import type { CniConfig, CniPlugin } from './facts.ts';

const mostPlugins = 32;
const longest = 64;

/**
 * A file as libcni reads it (ConfListFromBytes and ConfFromBytes in libcni/conf.go): `.conflist` is a list
 * of plugins, the others are one plugin.
 */
export function parseConfig(file: string, text: string): CniConfig {
  const invalid = (detail: string): CniConfig => ({ state: 'invalid', file, detail });
  const document = jsonOf(text);
  if (!isRecord(document)) {
    return invalid(text.trim() === '' ? 'the file is empty' : 'it is no JSON object');
  }
  if (!file.endsWith('.conflist')) {
    const plugin = pluginOf(document);
    if (plugin !== undefined)
      return { state: 'valid', file, name: textAt(document, 'name'), plugins: [plugin] };
    const isList = Array.isArray(document['plugins']);
    return invalid(
      isList ? 'a list of plugins belongs into a file *.conflist' : 'it names no type of plugin',
    );
  }
  const name = textAt(document, 'name');
  if (name === '') return invalid('the network has no name');
  const list: readonly unknown[] = Array.isArray(document['plugins']) ? document['plugins'] : [];
  if (list.length === 0) return invalid('it lists no plugins');
  const plugins = list.slice(0, mostPlugins).map(pluginOf);
  const known = plugins.filter((plugin) => plugin !== undefined);
  if (known.length < plugins.length) return invalid('one of its plugins names no type');
  return { state: 'valid', file, name, plugins: known };
}

function pluginOf(document: unknown): CniPlugin | undefined {
  if (!isRecord(document)) return undefined;
  const type = textAt(document, 'type');
  if (type === '') return undefined;
  const delegate = isRecord(document['delegate']) ? textAt(document['delegate'], 'type') : '';
  const bridge = textAt(document, 'bridge');
  const backend = textAt(document, type === 'bridge' || type === 'ptp' ? 'ipMasqBackend' : 'backend');
  const iptablesOnly = ['conditionsV4', 'conditionsV6', 'externalSetMarkChain'].some(
    (key) => document[key] !== undefined && document[key] !== null,
  );
  return {
    type,
    ...(delegate === '' ? {} : { delegate }),
    ...(bridge === '' ? {} : { bridge }),
    ...(document['ipMasq'] === true ? { ipMasq: true } : {}),
    ...(backend === '' ? {} : { backend }),
    ...(iptablesOnly ? { iptablesOnly } : {}),
  };
}

function textAt(document: Readonly<Record<string, unknown>>, key: string): string {
  const value = document[key];
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
