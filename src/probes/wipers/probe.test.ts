import { describe, expect, it } from 'vitest';
import { servicesOf, unitOf } from '../../../test/builders/services.ts';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { type Fact, known } from '../fact.ts';
import type { FactMap } from '../facts.ts';
import type { Ask } from '../probe.ts';
import type { WiperFacts } from './facts.ts';
import { wipersProbe } from './probe.ts';
import { wipingCommand } from './wiping-lines.ts';

async function wipers(options: FakeHostOptions, ask?: Ask): Promise<WiperFacts> {
  const fact = await wipersProbe.run(fakeHost(options), quietSurvey, ask);
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

const enabled = '/etc/systemd/system/multi-user.target.wants';
const unit = ['[Unit]', 'Description=x', '[Service]', 'ExecStart=/usr/sbin/iptables -F', ''].join('\n');

describe('wipersProbe', () => {
  it('finds flush ruleset in what the configuration includes, once each', async () => {
    const { nftables } = await wipers({
      files: {
        '/etc/nftables.conf':
          '#!/usr/sbin/nft -f\n# flush ruleset\ninclude "/etc/nftables.d/*.nft"\ninclude "own.nft"\n',
        '/etc/nftables.d/a.nft': 'include "/etc/nftables.conf"\nflush ruleset\n',
        '/etc/nftables.d/a.txt': 'flush ruleset\n',
        '/etc/own.nft': '  flush ruleset inet\n',
      },
    });
    expect(nftables.flushes).toEqual([
      { file: '/etc/nftables.d/a.nft', line: 2, text: 'flush ruleset' },
      { file: '/etc/own.nft', line: 1, text: 'flush ruleset inet' },
    ]);
    expect(nftables.stop).toBeUndefined();
  });

  it('finds what the unit flushes when it stops', async () => {
    const path = '/lib/systemd/system/nftables.service';
    const { nftables } = await wipers({
      files: { [path]: '[Service]\nExecStart=/usr/sbin/nft -f /x\nExecStop=/usr/sbin/nft flush ruleset\n' },
    });
    expect(nftables.stop).toEqual({ file: path, line: 3, text: 'ExecStop=/usr/sbin/nft flush ruleset' });
  });

  it('reads nothing of services that are neither enabled nor active', async () => {
    const services = known(servicesOf({ units: [unitOf('nftables', { fileState: 'disabled' })] }));
    const asked: Ask = <K extends keyof FactMap>(name: K): Promise<Fact<FactMap[K]>> => {
      const facts: { readonly [one in keyof FactMap]?: Fact<FactMap[one]> } = { services };
      const fact: Fact<FactMap[K]> | undefined = facts[name];
      if (fact === undefined) throw new Error(`asked for ${name}`);
      return Promise.resolve(fact);
    };
    const found = await wipers(
      {
        files: {
          '/etc/nftables.conf': 'flush ruleset\n',
          '/etc/firewalld/firewalld.conf': { error: 'EACCES' },
        },
      },
      asked,
    );
    expect(found).toMatchObject({ nftables: { flushes: [] }, unread: [] });
    expect(found.firewalld).toBeUndefined();
  });

  it('reads firewalld, its backend and its direct rules', async () => {
    const file = '/etc/firewalld/firewalld.conf';
    const settings = '# FlushAllOnReload\nFirewallBackend=iptables\nFlushAllOnReload=no\n';
    expect((await wipers({ files: { [file]: settings } })).firewalld).toEqual({
      file,
      flushAllOnReload: false,
      backend: 'iptables',
      direct: false,
    });
    const direct = {
      [file]: 'DefaultZone=public\n',
      '/etc/firewalld/direct.xml': '<direct><rule ipv="ipv4"/></direct>',
    };
    expect((await wipers({ files: direct })).firewalld).toEqual({ file, backend: '', direct: true });
  });

  it('finds chains of Kubernetes among saved rules', async () => {
    const { saved } = await wipers({
      files: { '/etc/iptables/rules.v4': '*nat\n:PREROUTING ACCEPT [0:0]\n:KUBE-SERVICES - [0:0]\nCOMMIT\n' },
    });
    expect(saved).toEqual([
      {
        file: '/etc/iptables/rules.v4',
        services: ['netfilter-persistent'],
        tables: ['nat'],
        clusterChains: ['KUBE-SERVICES'],
      },
    ]);
  });

  it('finds own units by their command or script, their order and whether they are enabled', async () => {
    const { runs } = await wipers({
      files: {
        '/etc/systemd/system/harden.service': unit,
        '/etc/systemd/system/early.service': unit.replace('Description=x', 'Before=network-pre.target'),
        '/etc/systemd/system/script.service': '[Service]\nExecStart=/bin/sh /usr/local/sbin/fw.sh\n',
        '/usr/local/sbin/fw.sh': '#!/bin/sh\nset -e\niptables-restore < /root/rules\n',
        '/etc/systemd/system/other.service': '[Service]\nExecStart=/usr/bin/true\n',
      },
      links: { [`${enabled}/harden.service`]: '../harden.service' },
    });
    expect(runs.map(({ name, early, enabled: on, line }) => [name, early, on, line.file, line.line])).toEqual(
      [
        ['early.service', true, false, '/etc/systemd/system/early.service', 4],
        ['harden.service', false, true, '/etc/systemd/system/harden.service', 4],
        ['script.service', false, false, '/usr/local/sbin/fw.sh', 3],
      ],
    );
  });

  it('finds scripts of the boot, of links and of the clock', async () => {
    const { runs } = await wipers({
      files: {
        '/etc/rc.local': '#!/bin/sh\nnft flush ruleset\n',
        '/var/lib/cloud/scripts/per-boot/fw.sh': 'iptables -t nat -F\n',
        '/etc/NetworkManager/dispatcher.d/90-fw': 'ip6tables --flush FORWARD\n',
        '/etc/cron.d/harden': '0 * * * * root /sbin/iptables -F; echo done\n',
        '/etc/cron.d/quiet': '0 * * * * root /usr/bin/true\n',
      },
    });
    expect(runs.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'boot-script /etc/rc.local',
      'boot-script /var/lib/cloud/scripts/per-boot/fw.sh',
      'hook /etc/NetworkManager/dispatcher.d/90-fw',
      'cron /etc/cron.d/harden',
    ]);
  });

  it('names what could not be read', async () => {
    const { unread } = await wipers({ files: { '/etc/nftables.conf': { error: 'EACCES' } } });
    expect(unread).toEqual(['/etc/nftables.conf: EACCES']);
  });
});

describe('wipingCommand', () => {
  it.each([
    'iptables -F',
    'iptables -w -t nat -F POSTROUTING',
    '/usr/sbin/ip6tables-legacy --flush',
    'iptables -F && iptables -X',
    'nft flush ruleset',
    '/usr/sbin/nft "flush ruleset"',
    'iptables-restore /etc/rules',
    'iptables-nft-restore < /etc/rules',
  ])('takes %s', (line) => {
    expect(wipingCommand(line, '/x')?.line).toBe(1);
  });

  it.each([
    '# iptables -F',
    'iptables -F MY-CHAIN',
    'iptables -A INPUT -j ACCEPT',
    'iptables -L -n',
    'nft flush table inet own',
    'nft flush chain inet own input',
    'iptables-restore --noflush /etc/rules',
    'iptables-restore -n < /etc/rules',
    'iptables-save > /root/rules',
    'echo iptables',
  ])('leaves %s', (line) => {
    expect(wipingCommand(line, '/x')).toBeUndefined();
  });
});
