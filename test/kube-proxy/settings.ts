import { everyKind, kinds, plain, type Setting } from './written/script.ts';

/** Configurations and clusters whose rules are tried, by name. */
export const settings: Readonly<Record<string, Setting>> = {
  'a new cluster': plain,
  'every kind of Service': everyKind,
  'NodePorts on every address': { ...everyKind, nodePortAddresses: 'all' },
  'everything masqueraded, no NodePorts on loopback': {
    ...everyKind,
    nodePortAddresses: 'all',
    masqueradeAll: true,
    localhostNodePorts: false,
  },
  'Pods told by a bridge': { ...everyKind, detectLocal: 'bridge' },
  'Pods told by a prefix of interfaces': { ...everyKind, detectLocal: 'prefix' },
  'packets counted': { ...everyKind, counters: true },
  ...Object.fromEntries(kinds.map((kind) => [`Services with ${kind}`, { ...plain, kinds: [kind] }])),
};
