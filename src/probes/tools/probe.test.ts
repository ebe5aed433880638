import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { elfBytes } from '../../../test/fakes/elf-bytes.ts';
import type { Survey } from '../probe.ts';
import { toolsProbe } from './probe.ts';

const program = elfBytes({ machine: 62 });
const netfilter = 'sk               Eth Pid        Groups\n0000000000000000 12  0          00000000\n';
const nft: FakeHostOptions = {
  files: { '/usr/sbin/nft': program, '/proc/net/netlink': netfilter },
  exec: { '/usr/sbin/nft': { stdout: 'nftables v1.1.3 (x)\n  json:\t\tyes\n' } },
};

async function look(options: FakeHostOptions, survey: Partial<Survey> = {}) {
  const host = fakeHost(options);
  const fact = await toolsProbe.run(host, { ...quietSurvey, ...survey });
  if (!fact.known) throw new Error(fact.cause.detail);
  return { facts: fact.value, calls: host.calls.map((call) => call.argv.join(' ')) };
}

describe('toolsProbe', () => {
  it('names what it found and what not', async () => {
    const { facts, calls } = await look(nft, { tools: ['losetup', 'nft'] });
    expect(facts.byName['nft']).toMatchObject({ state: 'sound', version: '1.1.3', features: ['json'] });
    expect(facts.byName['losetup']).toEqual({ name: 'losetup', state: 'absent', links: [] });
    expect(facts.byName['ip6tables-legacy-restore']).toMatchObject({ state: 'absent' });
    expect(calls).toEqual(['/usr/sbin/nft -V']);
    expect(facts.modulesLoaded).toEqual([]);
  });

  it('starts no process for tools that it only looks at', async () => {
    const { facts, calls } = await look({ files: { '/usr/bin/cp': program } }, { tools: ['cp'] });
    expect(facts.byName['cp']).toMatchObject({ state: 'sound', path: '/usr/bin/cp' });
    expect(calls).toEqual([]);
  });

  it('runs nothing in a read-only run that could load a module', async () => {
    const without = { ...nft, files: { ...nft.files, '/proc/net/netlink': 'sk Eth Pid\n' } };
    const readOnly = await look(without, { readOnly: true });
    expect(readOnly.calls).toEqual([]);
    expect(readOnly.facts.byName['nft']).toMatchObject({
      state: 'sound',
      detail: expect.stringContaining('read-only'),
    });
    expect((await look(nft, { readOnly: true })).calls).toEqual(['/usr/sbin/nft -V']);
    expect((await look(without)).calls).toEqual(['/usr/sbin/nft -V']);
  });

  it('cannot tell when a system directory does not answer', async () => {
    const { facts } = await look({ dirs: { '/usr/sbin': { error: 'EIO' } } });
    expect(facts.byName['nft']).toEqual({
      name: 'nft',
      state: 'unknown',
      fault: 'failed',
      detail: 'cannot look into /usr/sbin: EIO',
      links: [],
    });
  });

  it('gives each companion of another build its own run', async () => {
    const { facts, calls } = await look({
      files: { '/usr/sbin/xtables-nft-multi': program, '/usr/local/sbin/iptables-restore': program },
      links: { '/usr/sbin/iptables': 'xtables-nft-multi', '/usr/sbin/iptables-save': 'xtables-nft-multi' },
      exec: {
        '/usr/sbin/iptables': { stdout: 'iptables v1.8.9 (nf_tables)\n' },
        '/usr/local/sbin/iptables-restore': { stdout: 'iptables-restore v1.8.4 (legacy)\n' },
      },
    });
    expect(facts.byName['iptables-save']).toMatchObject({ version: '1.8.9', variant: 'nf_tables' });
    expect(facts.byName['iptables-restore']).toMatchObject({ version: '1.8.4', variant: 'legacy' });
    expect([...calls].sort()).toEqual([
      '/usr/local/sbin/iptables-restore --version',
      '/usr/sbin/iptables --version',
    ]);
  });
});
