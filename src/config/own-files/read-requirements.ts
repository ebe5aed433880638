import type { Problems } from '../problems.ts';
import { describeOrigin } from '../origin.ts';
import type { Planned } from '../plan.ts';
import { anything, documentOf, list, mapOf, struct, text, whole } from '../schemas/shape.ts';
import { treeAt } from '../tree.ts';
import { EntryReader } from './entry.ts';
import { checkOwnFields, type OwnDocument } from './own-document.ts';
import { readDemand } from './read-demand.ts';
import { judgeHosts } from './read-waivers.ts';
import type { Requirement } from './requirement.ts';

const requirementsSchema = documentOf({
  requirements: list(
    struct({
      name: text,
      why: text,
      neededBy: list(text),
      severity: text,
      source: text,
      tool: struct({ name: text, minimumVersion: text, versionArgument: text, packages: mapOf(text) }),
      sysctl: struct({ key: text, value: anything, values: list(anything), minimum: whole, maximum: whole }),
      module: struct({ name: text, state: text }),
      file: struct({ path: text, type: text, maxMode: text, owner: whole, contains: text }),
      port: struct({ number: whole, protocol: text, state: text }),
      when: struct({ commands: list(text), roles: list(text), modes: list(text), hosts: list(text) }),
      mend: struct({ what: text, now: list(text), persistent: list(text), verify: list(text) }),
    }),
  ),
});

/** The requirements of all documents together; what is wrong with them goes to the problems, all at once. */
export function readRequirements(
  documents: readonly OwnDocument[],
  problems: Problems,
): readonly Requirement[] {
  const requirements: Requirement[] = [];
  const names = new Map<string, Planned<string>>();
  for (const document of documents) {
    if (!checkOwnFields(document, requirementsSchema, problems)) continue;
    const tree = treeAt(document.tree, ['requirements']);
    for (const [index, item] of (tree?.kind === 'list' ? tree.items : []).entries()) {
      const entry = new EntryReader(document, item, `requirements[${index}]`, problems);
      const requirement = readRequirement(entry, names);
      if (requirement !== undefined) requirements.push(requirement);
    }
  }
  return requirements;
}

function readRequirement(entry: EntryReader, names: Map<string, Planned<string>>): Requirement | undefined {
  const name = readName(entry, names);
  const why = entry.demand('why', '"what it is needed for, and what happens without it"');
  const demand = readDemand(entry);
  const when = entry.below('when');
  judgeHosts(when);
  const mend = entry.below('mend');
  const severity = entry.oneOf('severity', ['fail', 'warn']);
  const applies = {
    actions: when.someOf('commands', ['init', 'join', 'upgrade', 'reset']),
    roles: when.someOf('roles', ['control-plane', 'worker']),
    modes: when.someOf('modes', ['iptables', 'nftables', 'ipvs', 'none']),
    hosts: when.texts('hosts'),
  };
  if (name === undefined || why === undefined || demand === undefined) return undefined;
  return {
    name,
    demand,
    severity,
    neededBy: entry.texts('neededBy'),
    why: why.value,
    source: entry.text('source'),
    ...applies,
    mend: {
      what: mend.text('what'),
      now: mend.texts('now'),
      persistent: mend.texts('persistent'),
      verify: mend.texts('verify'),
    },
  };
}

/** It becomes part of a check's name, which people write behind --ignore-preflight-errors. */
function readName(entry: EntryReader, names: Map<string, Planned<string>>): Planned<string> | undefined {
  const name = entry.demand('name', 'audit-daemon');
  if (name === undefined) return undefined;
  if (!/^[A-Za-z0-9][\w.-]{0,62}$/u.test(name.value)) {
    entry.refuse(['name'], {
      code: 'config.bad-name',
      message: 'a name is made of letters, digits, dots, dashes and underscores, at most 63',
      suggestion:
        name.value
          .replaceAll(/[^\w.-]+/gu, '-')
          .replaceAll(/^[^A-Za-z0-9]+|-$/gu, '')
          .slice(0, 63) || 'audit-daemon',
    });
    return undefined;
  }
  const key = name.value.toLowerCase();
  const first = names.get(key);
  if (first !== undefined) {
    const message = `the name ${name.value} is given twice; it stands at ${describeOrigin(first.origin)} too`;
    entry.refuse(['name'], { code: 'config.name-twice', message });
    return undefined;
  }
  names.set(key, name);
  return name;
}
