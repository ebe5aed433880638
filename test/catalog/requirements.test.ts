import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../src/catalog/features/features-of.ts';
import { applies, isOfRelease } from '../../src/catalog/requirements/applies.ts';
import { catalog, requirementsOf } from '../../src/catalog/requirements/catalog.ts';
import { weightOf } from '../../src/catalog/requirements/kernel.ts';
import { cnis } from '../../src/catalog/cnis.ts';
import type { NodeRequirement, Situation } from '../../src/catalog/requirements/requirement.ts';
import {
  installingOf,
  moduleInstallOf,
  systemNamed,
  systems,
} from '../../src/catalog/requirements/systems.ts';
import { toolRequirements } from '../../src/catalog/requirements/tools.ts';
import { checks } from '../../src/checks/registry.ts';
import { pluginCases } from './plugin-cases.ts';
import { pluginNames, requirementSchema, sourceShape } from './requirement-schema.ts';

const modes = ['iptables', 'nftables', 'ipvs', 'none'] as const;
const releases = ['v1.28.0', 'v1.31.0', 'v1.32.6', 'v1.33.0', 'v1.34.2', 'v1.35.0', 'v1.36.2', 'v1.37.0'];

function situation(changes: Partial<Situation> = {}): Situation {
  return {
    mode: 'nftables',
    place: 'pod',
    release: 'v1.36.2',
    families: ['ipv4', 'ipv6'],
    cnis: [],
    ...changes,
  };
}

const toolsOf = (changes: Partial<Situation>) =>
  requirementsOf(situation(changes))
    .filter(({ kind }) => kind === 'tool')
    .map(({ name }) => name);

describe('the catalogue', () => {
  it.each(catalog)('entry $id is of the schema, and has a source', (entry) => {
    expect(requirementSchema.safeParse(entry).error?.issues).toBeUndefined();
    expect(entry.source).toMatch(sourceShape);
  });

  it('has each id once', () => {
    const ids = catalog.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has no entry that no check judges and no case tests', () => {
    const names = new Set(checks.flatMap((check) => [check.name, ...check.names()]));
    // Ports of the configuration have names of their own.
    const isJudged = ({ check }: NodeRequirement) =>
      check !== undefined && (names.has(check) || /^Port-\d+$/u.test(check));
    const untested = catalog.filter((entry) => !isJudged(entry) && pluginCases[entry.id] === undefined);
    expect(untested.map(({ id }) => id)).toEqual([]);
    expect(
      catalog.filter(({ check, component }) => check === undefined && !pluginNames.has(component)),
    ).toEqual([]);
  });

  it('has ranges that begin before they end', () => {
    const empty = catalog.filter((entry) => entry.from !== undefined && !isOfRelease(entry, entry.from));
    expect(empty.map(({ id }) => id)).toEqual([]);
  });

  it('has words for every condition of a kernel feature', () => {
    const features = modes.flatMap((mode) => (mode === 'none' ? [] : featuresOf(mode)));
    expect(features.filter((feature) => weightOf(feature) === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('asks for a thing in one way at a time', () => {
    for (const release of releases) {
      for (const mode of modes) {
        const own = requirementsOf(situation({ release, mode })).filter(
          ({ kind, name }) => kind !== 'version' || name === 'external etcd' || name === 'kubelet',
        );
        const keys = own.map(({ component, kind, name }) => `${component} ${kind} ${name}`);
        expect(
          keys.filter((key, index) => keys.indexOf(key) !== index),
          `${mode} ${release}`,
        ).toEqual([]);
      }
    }
  });

  it.each(Object.entries(pluginCases))('%s holds in mode %s', (id, [has, hasNot]) => {
    const entry = catalog.find((one) => one.id === id);
    const inMode = (word: string) => {
      const mode = modes.find((one) => one === word) ?? 'none';
      return entry !== undefined && applies(entry, situation({ mode, cnis }));
    };
    expect(inMode(has)).toBe(true);
    if (hasNot !== '-') expect(inMode(hasNot)).toBe(false);
    expect(entry !== undefined && applies(entry, situation({ mode: 'nftables' }))).toBe(false);
  });
});

describe('requirementsOf', () => {
  it.each([
    [{ mode: 'nftables' }, ['losetup', 'mount', 'cp', 'nft']],
    [{ mode: 'none' }, ['losetup', 'mount', 'cp']],
    [
      { mode: 'ipvs', families: ['ipv4'] },
      ['losetup', 'mount', 'cp', 'iptables', 'iptables-save', 'iptables-restore', 'ipset'],
    ],
    [
      { mode: 'nftables', release: 'v1.32.6' },
      ['mount', 'nft', 'ip', 'iptables', 'nsenter', 'ethtool', 'tc', 'touch'],
    ],
    [{ mode: 'nftables', cnis: ['portmap'] }, ['losetup', 'mount', 'cp', 'nft', 'nft']],
    [{ mode: 'nftables', cnis: ['firewall'] }, ['losetup', 'mount', 'cp', 'nft', 'iptables']],
  ] as const satisfies readonly (readonly [Partial<Situation>, readonly string[]])[])(
    'lists the tools of %o',
    (changes, names) => {
      expect(toolsOf(changes)).toEqual(names);
    },
  );

  it('never asks for ipvsadm', () => {
    expect(catalog.map(({ name }) => name)).not.toContain('ipvsadm');
  });

  it('leaves out what another role needs', () => {
    const names = requirementsOf(situation({ role: 'worker' })).map(({ name }) => name);
    expect(names).toContain('10250/tcp');
    expect(names).not.toContain('6443/tcp');
  });
});

describe('systems', () => {
  it.each([
    ['rhel10', ['nft'], 'dnf install nftables'],
    ['rocky-8', ['iptables', 'ipset'], 'dnf install iptables ipset'],
    ['alma:9', ['iptables-save', 'iptables'], 'dnf install iptables-nft'],
    ['debian', ['losetup', 'mount', 'cp'], 'apt-get install mount coreutils'],
    ['arch', ['conntrack'], 'pacman -S conntrack-tools'],
    ['flatcar', ['nft'], ''],
    ['amzn2', ['nft'], ''],
  ])('%s installs %o', (word, tools, command) => {
    const system = systemNamed(word);
    expect(system && installingOf(tools, system).command).toBe(command);
  });

  it.each(['debain', '', 'windows', 'rhel 10 x'])('does not know %o', (word) => {
    expect(systemNamed(word)).toBeUndefined();
  });

  it('covers every distribution that is promised, each with packages or a reason', () => {
    const tools = [...new Set(toolRequirements.map(({ name }) => name))];
    for (const system of systems) {
      const { command, notes } = installingOf(tools, system);
      expect(command !== '' || notes.length > 0, system.title).toBe(true);
    }
    const ids = new Set(systems.map(({ os }) => os.id));
    for (const id of ['debian', 'ubuntu', 'rhel', 'fedora', 'sles', 'amzn', 'flatcar', 'alpine', 'arch'])
      expect(ids).toContain(id);
  });

  it('names the package with rarer modules, for the kernel that runs', () => {
    const system = systemNamed('rhel10');
    expect(system && moduleInstallOf(system)).toBe('dnf install kernel-modules-extra-$(uname -r)');
  });
});
