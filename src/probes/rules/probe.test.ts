import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { elfBytes } from '../../../test/fakes/elf-bytes.ts';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { realIt } from '../../../test/real.ts';
import type { ExecRequest } from '../../host/host.ts';
import type { RulesFacts } from './facts.ts';
import { rulesProbe } from './probe.ts';

/** Makes rules in a network namespace of its own, then looks with the real tools. */
function lookAfter(...commands: readonly string[]): RulesFacts & { readonly after: string } {
  const code = `
    import { createLinuxHost } from './src/host/linux-host.ts';
    import { rulesProbe } from './src/probes/rules/probe.ts';
    import { quietSurvey } from './test/fakes/quiet-survey.ts';
    const fact = await rulesProbe.run(createLinuxHost(), { ...quietSurvey, countRules: true });
    process.stdout.write(JSON.stringify(fact));`;
  const look = `"$NODE" --input-type=module-typescript -e "$CODE"`;
  const names = 'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null || true';
  const script = ['set -e', ...commands, look, 'echo', names].join('\n');
  const done = spawnSync('unshare', ['--net', 'sh', '-c', script], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', NODE: process.execPath, CODE: code },
  });
  expect(done.stderr).toBe('');
  const [json = '', ...after] = done.stdout.split('\n');
  const fact = JSON.parse(json);
  expect(fact.known).toBe(true);
  return { ...fact.value, after: after.join('\n').trim() };
}

const needs = ['root', 'unshare', 'nft', 'iptables-nft', 'iptables-legacy'] as const;

describe('rulesProbe', () => {
  realIt('sees nothing where there is nothing, and leaves nothing', needs, () => {
    const facts = lookAfter();
    expect(facts.nft).toEqual({ known: true, value: { tables: [], chains: [] } });
    expect(facts.legacyTables.ipv4).toEqual({ known: true, value: [] });
    expect(facts.saved.map(({ variant }) => variant)).toEqual(['nft', 'nft']);
    // nft has told that there are no tables to save.
    expect(facts.saved.map(({ command }) => command)).toEqual(['', '']);
    expect(facts.after).toBe('');
  });

  realIt('sees the chains of iptables-nft and of nft itself', needs, () => {
    const facts = lookAfter(
      'iptables-nft -t mangle -N KUBE-IPTABLES-HINT',
      'ip6tables-nft -A FORWARD -j DROP',
      "nft 'add table inet fw; add chain inet fw guard { type filter hook forward priority -5; policy drop; }'",
    );
    const chains = facts.nft.known ? facts.nft.value.chains : [];
    expect(chains).toContainEqual({ family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' });
    expect(chains).toContainEqual({
      family: 'inet',
      table: 'fw',
      name: 'guard',
      hook: 'forward',
      priority: -5,
      policy: 'drop',
    });
    const rules = facts.saved.map(({ saved }) => (saved.known ? saved.value.rules : -1));
    expect(rules).toEqual([0, 1]);
    expect(facts.after).toBe('');
  });

  realIt('sees a table that native rules made incompatible', needs, () => {
    const facts = lookAfter(
      'nft add table ip nat',
      "nft 'add chain ip nat OWN; add rule ip nat OWN meta mark set numgen random mod 3'",
    );
    const [ipv4] = facts.saved;
    expect(ipv4?.saved).toMatchObject({ known: true, value: { incompatible: ['nat'] } });
  });
});

const tool = (path: string) => ({ [path]: elfBytes({ machine: 62 }) });

describe('rulesProbe on recorded answers', () => {
  it('reads IPVS, locks and links', async () => {
    const host = fakeHost({
      files: {
        '/proc/net/ip_vs': 'IP Virtual Server version 1.2.1\nProt LocalAddress:Port\nTCP  0A600001:01BB rr\n',
        '/proc/net/ip_tables_names': 'nat\nfilter\n',
        '/sys/class/net/kube-ipvs0/ifindex': '7',
        '/run/xtables.lock': '',
        '/proc/modules': 'ip_vs 1 0 - Live 0x0\n',
      },
    });
    const fact = await rulesProbe.run(host, quietSurvey);
    expect(fact).toMatchObject({
      known: true,
      value: {
        virtualServers: { known: true, value: 1 },
        legacyTables: { ipv4: { known: true, value: ['nat', 'filter'] } },
        links: { known: true, value: ['kube-ipvs0'] },
        lock: { kind: 'file', holders: [] },
        nft: { known: false, cause: { code: 'not-found' } },
        saved: [{ variant: 'legacy', family: 'ipv4', saved: { known: false } }],
      },
    });
  });

  it('asks for sets only where the kernel has IPVS', async () => {
    const ipset = elfBytes({ machine: 62 });
    const files = { '/proc/modules': 'ip_set 1 0 - Live 0x0\n', '/usr/sbin/ipset': ipset };
    const exec = {
      '/usr/sbin/ipset': ({ argv }: ExecRequest) =>
        argv[1] === 'list'
          ? { stdout: 'KUBE-CLUSTER-IP\n' }
          : { stdout: 'ipset v7.17, protocol version: 7\n' },
    };
    const without = await rulesProbe.run(fakeHost({ files, exec }), quietSurvey);
    expect(without).toMatchObject({ value: { ipsets: { known: true, value: [] } } });
    const ipvs = { '/proc/net/ip_vs': 'IP Virtual Server version 1.2.1\n' };
    const within = await rulesProbe.run(fakeHost({ files: { ...files, ...ipvs }, exec }), quietSurvey);
    expect(within).toMatchObject({ value: { ipsets: { known: true, value: ['KUBE-CLUSTER-IP'] } } });
  });

  it('runs nothing on a read-only look at a kernel without nf_tables', async () => {
    const host = fakeHost({ files: { '/proc/modules': '', ...tool('/usr/sbin/nft') } });
    const fact = await rulesProbe.run(host, { ...quietSurvey, readOnly: true });
    expect(fact).toMatchObject({ known: true, value: { nft: { known: true, value: { tables: [] } } } });
    expect(host.calls).toEqual([]);
  });
});
