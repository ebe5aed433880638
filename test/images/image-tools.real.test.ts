import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { collect } from '../../src/engine/collect.ts';
import { createRootedHost } from '../../src/host/rooted/rooted-host.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { probes } from '../../src/probes/registry.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';
import { realIt } from '../real.ts';
import { rootOfHost } from './root-of-host.ts';

const needs = [
  'root',
  'chroot',
  'ldd',
  '/usr/sbin/nft',
  '/usr/sbin/iptables',
  '/usr/sbin/ipset',
  'dpkg-query',
];

async function toolsOf(root: string): Promise<Readonly<Record<string, ToolFact>>> {
  const made = await createRootedHost(root);
  if (!made.ok) throw new Error(made.code);
  const { facts } = await collect(made.host, probes, ['tools'], quietSurvey);
  await made.host.close();
  if (facts.tools?.known !== true) throw new Error('no tools');
  return facts.tools.value.byName;
}

/** The truth: does it run there? */
function runs(root: string, ...argv: readonly string[]): boolean {
  return spawnSync('chroot', [root, ...argv], { encoding: 'utf8' }).status === 0;
}

describe('the tools of an image', () => {
  realIt('are sound where they run, with version and variant', needs, async () => {
    const root = rootOfHost();
    const said = execFileSync('chroot', [root, '/usr/sbin/iptables', '--version'], { encoding: 'utf8' });
    const [, version, variant] = /v(\S+) \((\w+)\)/u.exec(said) ?? [];
    const tools = await toolsOf(root);
    expect(tools['iptables']).toMatchObject({ state: 'sound', version, variant });
    expect(tools['iptables-legacy']).toMatchObject({ state: 'sound', variant: 'legacy' });
    expect(runs(root, '/usr/sbin/nft', '--version')).toBe(true);
    expect(tools['nft']).toMatchObject({ state: 'sound' });
    expect(tools['iptables']).not.toHaveProperty('run');
  });

  realIt('are faulty where they do not run', needs, async () => {
    const breaks: readonly (readonly [string, string, (root: string) => void])[] = [
      ['nft', 'missing-library', (root) => removeLibrary(root, 'libnftables.so')],
      ['iptables', 'missing-library', (root) => removeLibrary(root, 'libxtables.so')],
      ['nft', 'missing-library', (root) => rmSync(join(root, 'usr/lib64'), { recursive: true, force: true })],
      ['nft', 'not-executable', (root) => chmodSync(join(root, 'usr/sbin/nft'), 0o644)],
      ['nft', 'not-a-program', (root) => truncateSync(join(root, 'usr/sbin/nft'), 20)],
      ['iptables', 'dangling-link', (root) => rmSync(join(root, 'etc/alternatives/iptables'))],
    ];
    for (const [name, fault, breakIt] of breaks) {
      const root = rootOfHost();
      breakIt(root);
      const tools = await toolsOf(root);
      expect([name, fault, runs(root, `/usr/sbin/${name}`, '--version')]).toEqual([name, fault, false]);
      expect(tools[name]).toMatchObject({ state: 'faulty', fault });
    }
  });

  realIt('show the variant that the alternatives of the image choose', needs, async () => {
    const root = rootOfHost();
    rmSync(join(root, 'etc/alternatives/iptables'));
    symlinkSync('/usr/sbin/iptables-legacy', join(root, 'etc/alternatives/iptables'));
    expect((await toolsOf(root))['iptables']).toMatchObject({ variant: 'legacy' });
  });

  realIt(
    'of another machine are of the wrong architecture only beside programs of this one',
    needs,
    async () => {
      const root = rootOfHost();
      const program = join(root, 'usr/sbin/ipset');
      const bytes = execFileSync('cat', [realpathSync(program)]);
      bytes.writeUInt16LE(bytes.readUInt16LE(18) === 183 ? 62 : 183, 18);
      writeFileSync(program, bytes);
      expect((await toolsOf(root))['ipset']).toMatchObject({ state: 'faulty', fault: 'wrong-architecture' });
    },
  );
});

function removeLibrary(root: string, name: string): void {
  const folder = join(root, 'usr/lib');
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (entry.includes(name)) rmSync(join(folder, entry));
}
