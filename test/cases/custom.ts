import { customCheck } from '../../src/checks/custom/custom.ts';
import type { Demand, Requirement } from '../../src/config/own-files/requirement.ts';
import type { FileLook, SysctlLook, VersionAnswer } from '../../src/probes/custom/facts.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { ModuleFact } from '../../src/probes/netfilter/facts.ts';
import type { PortFact } from '../../src/probes/ports/facts.ts';
import { customFacts, requirementOf } from '../builders/custom.ts';
import { absent, factsOf, faulty, ordinaryUser, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const name = 'Custom-own';

function planWith(demand: Demand, overrides: Partial<Requirement> = {}) {
  return planOf({ requirements: [requirementOf(demand, overrides)] });
}

const auditctl: Demand = { kind: 'tool', tool: 'auditctl', minimum: '', versionArgument: '--version' };
const auditctl3: Demand = { ...auditctl, minimum: '3.0', versionArgument: '-V' };

function told(answer: Partial<VersionAnswer>) {
  const versions = { auditctl: { command: '/usr/sbin/auditctl -V', detail: '', ...answer } };
  return factsOf({ with: [sound('auditctl')], custom: customFacts({ versions }) });
}

const tools: readonly CheckCase[] = [
  {
    name: 'a tool that is there',
    plan: planWith(auditctl),
    facts: factsOf({ with: [sound('auditctl')] }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a tool that is not there',
    plan: planWith(auditctl),
    facts: factsOf({ with: [absent('auditctl')] }),
    says: [`fail custom.missing ${name}`],
  },
  {
    name: 'a tool that lacks a library',
    plan: planWith(auditctl),
    facts: factsOf({ with: [faulty('auditctl', 'missing-library', 'libaudit.so.1: cannot open')] }),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a tool that only root may run',
    plan: planWith(auditctl),
    facts: factsOf({ with: [faulty('auditctl', 'no-privilege', 'mode 0700')], user: ordinaryUser }),
    says: [`unknown custom.not-told ${name}`],
  },
  {
    name: 'a tool that was not looked for',
    plan: planWith(auditctl),
    says: [`unknown custom.not-told ${name}`],
  },
  {
    name: 'a tool that is new enough',
    plan: planWith(auditctl3),
    facts: told({ version: '3.0.7' }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a tool that is too old',
    plan: planWith(auditctl3),
    facts: told({ version: '2.8.5' }),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a tool that tells no version',
    plan: planWith(auditctl3),
    facts: told({ detail: 'exit status 1, and no version' }),
    says: [`unknown custom.not-told ${name}`],
  },
];

const maps: Demand = { kind: 'sysctl', key: 'vm/max_map_count', values: [], minimum: 262_144 };

function sysctl(demand: Demand, look: SysctlLook | undefined): Omit<CheckCase, 'name' | 'says'> {
  const sysctls: Record<string, SysctlLook> = look === undefined ? {} : { 'vm/max_map_count': look };
  return { plan: planWith(demand), facts: factsOf({ custom: customFacts({ sysctls }) }) };
}

const sysctls: readonly CheckCase[] = [
  {
    name: 'a sysctl that is high enough',
    ...sysctl(maps, { value: '262144' }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a sysctl that is too low',
    ...sysctl(maps, { value: '65530' }),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a sysctl that is too high',
    ...sysctl({ kind: 'sysctl', key: 'vm/max_map_count', values: [], maximum: 10 }, { value: '11' }),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a sysctl beyond what a number of JavaScript holds',
    ...sysctl(maps, { value: '18446744073709551615' }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a sysctl that is no number',
    ...sysctl(maps, { value: 'cubic' }),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a sysctl with one of its values',
    ...sysctl({ kind: 'sysctl', key: 'vm/max_map_count', values: ['cubic', 'bbr'] }, { value: 'bbr' }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a sysctl at both of its bounds',
    ...sysctl(
      { kind: 'sysctl', key: 'vm/max_map_count', values: [], minimum: 10, maximum: 10 },
      { value: '10' },
    ),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a sysctl between bounds, with words behind its number',
    ...sysctl(
      { kind: 'sysctl', key: 'vm/max_map_count', values: [], minimum: 1, maximum: 20 },
      { value: '10x' },
    ),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a sysctl that is there, whatever it holds',
    ...sysctl({ kind: 'sysctl', key: 'vm/max_map_count', values: [] }, { value: 'x' }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a sysctl that must be there, and is not',
    ...sysctl({ kind: 'sysctl', key: 'vm/max_map_count', values: [] }, { code: 'ENOENT' }),
    says: [`fail custom.missing ${name}`],
  },
  {
    name: 'a sysctl that is empty',
    ...sysctl({ kind: 'sysctl', key: 'vm/max_map_count', values: ['1'] }, { value: '' }),
    says: [`fail custom.unsuitable ${name}`],
  },
  { name: 'no such sysctl', ...sysctl(maps, { code: 'ENOENT' }), says: [`fail custom.missing ${name}`] },
  {
    name: 'a sysctl that may not be read',
    ...sysctl(maps, { code: 'EACCES' }),
    says: [`unknown custom.not-told ${name}`],
  },
  {
    name: 'a sysctl that was not read',
    ...sysctl(maps, undefined),
    says: [`unknown custom.not-told ${name}`],
  },
  {
    name: 'nothing was read',
    plan: planWith(maps),
    facts: factsOf({ custom: unknown('timed-out', 'no answer in 8000 ms') }),
    says: [`unknown custom.not-told ${name}`],
  },
];

function moduleCase(wanted: 'loaded' | 'available', state: ModuleFact['state'], verdict: string): CheckCase {
  const modules = { dm_crypt: { module: 'dm_crypt', state, source: '/lib/modules/6.1/modules.dep' } };
  return {
    name: `a module that is ${state}, and should be ${wanted}`,
    plan: planWith({ kind: 'module', module: 'dm_crypt', state: wanted }),
    facts: factsOf({ custom: customFacts({ modules }) }),
    says: [`${verdict} ${name}`],
  };
}

const modules: readonly CheckCase[] = [
  moduleCase('loaded', 'loaded', 'pass custom.met'),
  moduleCase('loaded', 'built-in', 'pass custom.met'),
  moduleCase('loaded', 'on-disk', 'fail custom.unsuitable'),
  moduleCase('loaded', 'no-module-tree', 'fail custom.unsuitable'),
  moduleCase('available', 'on-disk', 'pass custom.met'),
  moduleCase('available', 'blacklisted', 'fail custom.unsuitable'),
  moduleCase('available', 'absent', 'fail custom.missing'),
  moduleCase('available', 'no-module-tree', 'unknown custom.not-told'),
  moduleCase('loaded', 'unknown', 'unknown custom.not-told'),
];

function absentModule(module: string): ModuleFact {
  return { module, state: 'absent', source: 'modules.dep' };
}

/** Names that are not there; some look misspelt. */
function missing(demand: Demand): CheckCase {
  const named = demand.kind === 'tool' ? demand.tool : demand.kind === 'module' ? demand.module : 'a sysctl';
  return {
    name: `nothing of the name: ${demand.kind === 'sysctl' ? demand.key : named}`,
    plan: planWith(demand),
    facts: factsOf({
      ...(demand.kind === 'tool' ? { with: [absent(demand.tool)] } : {}),
      custom: customFacts({
        sysctls: demand.kind === 'sysctl' ? { [demand.key]: { code: 'ENOENT' } } : {},
        modules: demand.kind === 'module' ? { [demand.module]: absentModule(demand.module) } : {},
      }),
    }),
    says: [`fail custom.missing ${name}`],
  };
}

const misspelt: readonly CheckCase[] = [
  missing({ ...auditctl, tool: 'iptabels' }),
  missing({ ...auditctl, tool: 'own-agent' }),
  missing({ ...maps, key: 'vm/max_map_cont' }),
  missing({ ...maps, key: 'net/ipv4/tcp_tw_recycle' }),
  missing({ kind: 'module', module: 'br_netfiltr', state: 'available' }),
  missing({ kind: 'module', module: 'xt_own', state: 'loaded' }),
];

const rules: Demand = {
  kind: 'file',
  path: '/etc/audit/rules',
  type: 'file',
  maxMode: 0o640,
  owner: 0,
  contains: '-w /etc/kubernetes',
};
const wellKept: FileLook = { kind: 'file', mode: 0o600, owner: 0, holds: { '-w /etc/kubernetes': true } };

function fileCase(title: string, demand: Demand, look: FileLook, verdict: string): CheckCase {
  return {
    name: title,
    plan: planWith(demand),
    facts: factsOf({ custom: customFacts({ files: { '/etc/audit/rules': look } }) }),
    says: [`${verdict} ${name}`],
  };
}

const gone: Demand = { kind: 'file', path: '/etc/audit/rules', type: 'absent', contains: '' };
const files: readonly CheckCase[] = [
  fileCase('a file as it must be', rules, wellKept, 'pass custom.met'),
  fileCase('a file of another', rules, { ...wellKept, owner: 1000 }, 'fail custom.unsuitable'),
  fileCase('a file with a wider mode', rules, { ...wellKept, mode: 0o644 }, 'fail custom.unsuitable'),
  fileCase(
    'a file without the text',
    rules,
    { ...wellKept, holds: { '-w /etc/kubernetes': false } },
    'fail custom.unsuitable',
  ),
  fileCase(
    'a file that may not be read',
    rules,
    { ...wellKept, code: 'EACCES', holds: {} },
    'unknown custom.not-told',
  ),
  fileCase(
    'a file that is too long',
    rules,
    { ...wellKept, code: 'EFBIG', holds: {} },
    'unknown custom.not-told',
  ),
  fileCase('a directory in its place', rules, { ...wellKept, kind: 'directory' }, 'fail custom.unsuitable'),
  fileCase('no file', rules, { kind: 'absent', code: 'ENOENT', holds: {} }, 'fail custom.missing'),
  fileCase(
    'a file that is hidden',
    rules,
    { kind: 'unknown', code: 'EACCES', holds: {} },
    'unknown custom.not-told',
  ),
  fileCase(
    'a file of anybody, with any mode and text',
    { kind: 'file', path: '/etc/audit/rules', type: 'file', contains: '' },
    { kind: 'file', mode: 0o777, owner: 1000, holds: {} },
    'pass custom.met',
  ),
  fileCase(
    'a long text that a file does not hold',
    { kind: 'file', path: '/etc/audit/rules', type: 'file', contains: 'x'.repeat(61) },
    { kind: 'file', mode: 0o600, owner: 0, holds: { ['x'.repeat(61)]: false } },
    'fail custom.unsuitable',
  ),
  fileCase('a file that must be gone', gone, wellKept, 'fail custom.unsuitable'),
  fileCase('a file that is gone', gone, { kind: 'absent', code: 'ENOENT', holds: {} }, 'pass custom.met'),
];

function portCase(wanted: 'free' | 'in-use', fact: Partial<PortFact>, verdict: string): CheckCase {
  const port: PortFact = {
    port: 9100,
    protocol: 'tcp',
    address: '',
    state: 'free',
    holders: [],
    by: 'listen',
    ...fact,
  };
  return {
    name: `a port that is ${port.state}, and should be ${wanted}`,
    plan: planWith({ kind: 'port', port: 9100, protocol: 'tcp', state: wanted }),
    facts: factsOf({ ports: known({ ports: [port] }) }),
    says: [`${verdict} ${name}`],
  };
}

const holders = [{ address: '0.0.0.0', pid: 412, name: 'node_exporter' }];
const ports: readonly CheckCase[] = [
  portCase('free', {}, 'pass custom.met'),
  portCase('free', { state: 'in-use', holders }, 'fail custom.unsuitable'),
  portCase('in-use', { state: 'in-use', holders }, 'pass custom.met'),
  portCase('in-use', {}, 'fail custom.missing'),
  portCase('free', { state: 'unknown', code: 'EMFILE' }, 'unknown custom.not-told'),
  {
    name: 'a port of its own among others',
    plan: planWith({ kind: 'port', port: 9100, protocol: 'tcp', state: 'free' }),
    facts: factsOf({
      ports: known({
        ports: [
          { port: 9101, protocol: 'tcp', address: '', state: 'in-use', holders, by: 'listen' },
          { port: 9100, protocol: 'udp', address: '', state: 'in-use', holders, by: 'listen' },
          { port: 9100, protocol: 'tcp', address: '10.0.0.1', state: 'in-use', holders, by: 'listen' },
          { port: 9100, protocol: 'tcp', address: '', state: 'free', holders: [], by: 'listen' },
        ],
      }),
    }),
    says: [`pass custom.met ${name}`],
  },
  {
    name: 'a port of UDP, held by a process that hides',
    plan: planWith({ kind: 'port', port: 9100, protocol: 'udp', state: 'free' }),
    facts: factsOf({
      ports: known({
        ports: [
          {
            port: 9100,
            protocol: 'udp',
            address: '',
            state: 'in-use',
            holders: [{ address: '::', pid: 0, name: '' }],
            by: 'table',
          },
        ],
      }),
    }),
    says: [`fail custom.unsuitable ${name}`],
  },
  {
    name: 'a port that was not tried',
    plan: planWith({ kind: 'port', port: 9100, protocol: 'tcp', state: 'free' }),
    facts: factsOf({ ports: known({ ports: [] }) }),
    says: [`unknown custom.not-told ${name}`],
  },
];

function boundCase(title: string, overrides: Partial<Requirement>, says: readonly string[]): CheckCase {
  const facts = factsOf({ with: [absent('auditctl')] });
  return { name: title, plan: planWith(auditctl, overrides), facts, says };
}

const bounds: readonly CheckCase[] = [
  { name: 'no requirements', says: [] },
  boundCase('only a warning', { severity: 'warn' }, [`warn custom.missing ${name}`]),
  boundCase('of another command', { actions: ['join'] }, []),
  boundCase('of another role', { roles: ['worker'] }, []),
  boundCase('of another mode', { modes: ['ipvs'] }, []),
  boundCase('of other hosts', { hosts: ['web-*'] }, []),
  boundCase('of this host', { hosts: ['cp-[1-3]'], modes: ['nftables'], roles: ['control-plane'] }, [
    `fail custom.missing ${name}`,
  ]),
  boundCase(
    'with a remedy of its own',
    { mend: { what: 'ask the audit team', now: [], persistent: [], verify: [] } },
    [`fail custom.missing ${name}`],
  ),
  boundCase(
    'with a command of its own, and no word',
    { mend: { what: '', now: ['install-audit'], persistent: [], verify: ['auditctl -s'] } },
    [`fail custom.missing ${name}`],
  ),
  {
    name: 'under policy kubeadm, too',
    plan: planWith(auditctl),
    facts: factsOf({ with: [absent('auditctl')] }),
    stance: { policy: 'kubeadm' },
    says: [`fail custom.missing ${name}`],
  },
];

export const cases: CheckCases = {
  check: customCheck,
  cases: [...tools, ...sysctls, ...modules, ...misspelt, ...files, ...ports, ...bounds],
};
