import type { EntryReader } from './entry.ts';
import type { Demand, DemandKind } from './requirement.ts';

const kinds = ['tool', 'sysctl', 'module', 'file', 'port'] as const satisfies readonly DemandKind[];

const readers = {
  tool: readTool,
  sysctl: readSysctl,
  module: readModule,
  file: readFile,
  port: readPort,
} as const satisfies Record<DemandKind, (entry: EntryReader) => Demand | undefined>;

/** What an entry demands: exactly one of the five kinds. */
export function readDemand(entry: EntryReader): Demand | undefined {
  const given = kinds.filter((kind) => entry.has(kind));
  const [kind, second] = given;
  if (kind === undefined || second !== undefined) {
    entry.refuse(second === undefined ? [] : [second], {
      code: 'config.bad-requirement',
      message:
        kind === undefined
          ? 'a requirement says what is required: a tool, sysctl, module, file or port'
          : `a requirement is of one kind; this one has ${given.join(' and ')}`,
      allowed: kinds,
      ...(kind === undefined ? {} : { found: given.join(', '), suggestion: 'an entry of its own for each' }),
    });
    return undefined;
  }
  return readers[kind](entry.below(kind));
}

/**
 * Arguments that ask for a version. No others: a requirements file must not be a way to run whatever it
 * likes as root.
 */
const versionArguments = ['--version', '-V', '-version', 'version'] as const;

function readTool(entry: EntryReader): Demand | undefined {
  const tool = entry.demand('name', 'auditctl');
  const minimum = entry.text('minimumVersion');
  const versionArgument = entry.oneOf('versionArgument', versionArguments);
  if (minimum !== '' && !/^v?\d+(?:\.\d+)*(?:[-+][\w.]+)?$/u.test(minimum)) {
    entry.refuse(['minimumVersion'], {
      code: 'config.bad-value',
      message: 'minimumVersion must be a version',
      suggestion: 'such as "4.2" or "1.8.9"',
    });
  }
  if (tool === undefined) return undefined;
  if (!/^[A-Za-z0-9][\w.+-]{0,62}$/u.test(tool.value)) {
    entry.refuse(['name'], {
      code: 'config.bad-value',
      message: 'a tool is named as it is called, without its directory',
      suggestion: tool.value.split('/').at(-1) || 'auditctl',
    });
    return undefined;
  }
  const packages = readPackages(entry.below('packages'), entry.has('packages'));
  return { kind: 'tool', tool: tool.value, minimum, versionArgument, ...packages };
}

/** Both become words of a command that is run as root. */
function readPackages(
  entry: EntryReader,
  isGiven: boolean,
): { readonly packages?: Readonly<Record<string, string>> } {
  if (!isGiven) return {};
  const named = entry.fields.map((system) => [system, entry.text(system)] as const);
  for (const [system, name] of named) {
    if (/^[a-z0-9][a-z0-9._-]*$/u.test(system) && /^[A-Za-z0-9][\w.+-]*$/u.test(name)) continue;
    entry.refuse([system], {
      code: 'config.bad-value',
      message: 'a package is named by the ID of a system in /etc/os-release, or by any',
      suggestion: 'packages: { any: audit, debian: auditd }',
    });
  }
  return { packages: Object.fromEntries(named) };
}

function readSysctl(entry: EntryReader): Demand | undefined {
  const written = entry.demand('key', 'vm.max_map_count');
  const minimum = entry.number('minimum');
  const maximum = entry.number('maximum');
  const one = entry.has('value') ? [entry.written(['value'])] : [];
  const values = [...one, ...entry.texts('values')].map((value) => value.replaceAll(/\s+/gu, ' '));
  if (values.length > 0 && (minimum !== undefined || maximum !== undefined)) {
    entry.refuse([], {
      code: 'config.bad-requirement',
      message: 'a sysctl is held either against values, or against minimum and maximum',
    });
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    entry.refuse(['minimum'], { code: 'config.bad-value', message: 'the minimum is above the maximum' });
  }
  if (written === undefined) return undefined;
  const key = sysctlKey(written.value);
  if (key === undefined) {
    entry.refuse(['key'], {
      code: 'config.bad-value',
      message: 'this is no key of a sysctl',
      suggestion: 'such as vm.max_map_count, or net/ipv4/conf/eth0.100/forwarding where a name has dots',
    });
    return undefined;
  }
  return {
    kind: 'sysctl',
    key,
    values,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** As sysctl(8) reads it: whichever of dot and slash comes first parts the names. */
function sysctlKey(written: string): string | undefined {
  const bare = written.replace(/^\/proc\/sys\//u, '');
  const isDotted = /^[^/]*\./u.test(bare);
  const swap: Readonly<Record<string, string>> = { '.': '/', '/': '.' };
  const path = isDotted ? bare.replaceAll(/[./]/gu, (mark) => swap[mark] ?? mark) : bare;
  const parts = path.split('/');
  const isKey = parts.length > 1 && parts.every((part) => /^[\w.:@-]+$/u.test(part) && !/^\.+$/u.test(part));
  return isKey ? path : undefined;
}

function readModule(entry: EntryReader): Demand | undefined {
  const module = entry.demand('name', 'br_netfilter');
  const state = entry.oneOf('state', ['available', 'loaded']);
  if (module === undefined) return undefined;
  if (!/^[\w-]{1,64}$/u.test(module.value)) {
    entry.refuse(['name'], {
      code: 'config.bad-value',
      message: 'a module is named without directory and ending',
      suggestion:
        module.value
          .split('/')
          .at(-1)
          ?.replace(/\.ko.*$/u, '') || 'br_netfilter',
    });
    return undefined;
  }
  return { kind: 'module', module: module.value, state };
}

function readFile(entry: EntryReader): Demand | undefined {
  const path = entry.demand('path', '/etc/audit/auditd.conf');
  const type = entry.oneOf('type', ['file', 'directory', 'socket', 'absent']);
  const mode = entry.text('maxMode');
  const owner = entry.number('owner');
  const contains = entry.text('contains');
  if (mode !== '' && !/^0?[0-7]{3,4}$/u.test(mode)) {
    entry.refuse(['maxMode'], {
      code: 'config.bad-value',
      message: 'maxMode must be permission bits as chmod takes them',
      suggestion: 'such as "0640"',
    });
  }
  if (contains !== '' && type !== 'file') {
    entry.refuse(['contains'], {
      code: 'config.bad-requirement',
      message: `of a ${type} no content is read`,
    });
  }
  if (path === undefined) return undefined;
  if (!path.value.startsWith('/') || path.value.split('/').includes('..') || path.value.includes('\0')) {
    entry.refuse(['path'], { code: 'config.bad-value', message: 'a path is absolute, and without ..' });
    return undefined;
  }
  return {
    kind: 'file',
    path: path.value,
    type,
    ...(mode === '' ? {} : { maxMode: Number.parseInt(mode, 8) }),
    ...(owner === undefined ? {} : { owner }),
    contains,
  };
}

function readPort(entry: EntryReader): Demand | undefined {
  const port = entry.number('number');
  const protocol = entry.oneOf('protocol', ['tcp', 'udp']);
  const state = entry.oneOf('state', ['free', 'in-use']);
  if (port === undefined || port < 1 || port > 65_535) {
    entry.refuse(port === undefined ? [] : ['number'], {
      code: port === undefined ? 'config.missing-field' : 'config.bad-value',
      message: port === undefined ? 'a port has a number' : 'a port is a number from 1 to 65535',
      suggestion: 'number: 9100',
    });
    return undefined;
  }
  return { kind: 'port', port, protocol, state };
}
