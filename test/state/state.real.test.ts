import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { ToldFinding } from '../../src/findings/finding.ts';
import { realIt } from '../real.ts';

const runner = fileURLToPath(new URL('run-state.ts', import.meta.url));
const needs = ['root', 'unshare', 'nft', 'iptables-nft', 'iptables-legacy'];

interface Situation {
  /** Lines of shell that make rules, files and mounts of a private namespace. */
  readonly made: readonly string[];
  readonly mode: string;
  readonly action?: string;
  /** What `iptables` of the host is. */
  readonly host?: 'nft' | 'legacy';
}

interface Said {
  readonly findings: readonly ToldFinding[];
  /** The legacy tables that are registered after the run. */
  readonly legacy: string;
  of(check: string): readonly ToldFinding[];
  codes(check: string): readonly string[];
}

/** What the checks of the state say in namespaces of their own; the host's rules stay as they are. */
function saidOf({ made, mode, action = '', host = 'nft' }: Situation): Said {
  const script = [
    'set -eu',
    'mount --make-rprivate /',
    // No lock yet, and the variant that the test chooses.
    'mount -t tmpfs tmpfs /run',
    'mkdir /run/bin',
    `for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
       ln -s /usr/sbin/xtables-${host}-multi /run/bin/$name; done`,
    ...made,
    `"$NODE" "$RUNNER" ${mode} ${action}`,
    'echo',
    'echo legacy: $(cat /proc/net/ip_tables_names 2>/dev/null)',
  ].join('\n');
  const done = spawnSync('unshare', ['--mount', '--net', 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 30_000,
    env: {
      PATH: '/run/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE: process.execPath,
      RUNNER: runner,
    },
  });
  if (done.status !== 0) throw new Error(`exit ${String(done.status)}: ${done.stderr}`);
  const [found = '[]', legacy = ''] = done.stdout.split('\n');
  const findings: readonly ToldFinding[] = JSON.parse(found);
  const of = (check: string) => findings.filter((finding) => finding.check === check);
  return {
    findings,
    legacy,
    of,
    codes: (check) => of(check).map(({ verdict, code }) => `${verdict} ${code}`),
  };
}

/** kube-proxy in iptables mode, as far as names go. */
function services(tool: string): readonly string[] {
  return [
    `${tool} -t nat -N KUBE-SVC-ERIFXISQEP7F7OF4`,
    `${tool} -t nat -N KUBE-SERVICES`,
    `${tool} -t nat -A PREROUTING -j KUBE-SERVICES`,
    `${tool} -t nat -A KUBE-SERVICES -d 10.96.0.10/32 -p udp --dport 53 -j KUBE-SVC-ERIFXISQEP7F7OF4`,
  ];
}
const hint = (tool: string) => [`${tool} -t mangle -N KUBE-IPTABLES-HINT`];
const kubeProxyTable = ['nft add table ip kube-proxy', 'nft add chain ip kube-proxy services'];
const drop =
  "nft 'add table inet guard; add chain inet guard f { type filter hook forward priority 0; policy drop; }'";

function leftovers(made: readonly string[], mode: string): readonly string[] {
  return saidOf({ made, mode }).codes('ProxyLeftovers');
}

function forward(made: readonly string[], mode: string): readonly string[] {
  return saidOf({ made, mode }).codes('ForwardPolicy');
}

describe('the checks of the state', () => {
  realIt('pass on an empty network namespace, and register no legacy table', needs, () => {
    for (const mode of ['iptables', 'nftables', 'ipvs']) {
      const said = saidOf({ made: [], mode });
      const amiss = said.findings.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'info');
      expect(amiss.map(({ check, code }) => `${check} ${code}`)).toEqual([]);
      expect(said.codes('NetfilterBackends')).toEqual(['pass backends.one']);
      expect(said.codes('ProxyLeftovers')).toEqual(['pass leftovers.none']);
      expect(said.codes('ForwardPolicy')).toEqual(['pass forward.open']);
      expect(said.codes('XtablesLock')).toEqual(['pass lock.free']);
      expect(said.legacy).toBe('legacy:');
    }
  });

  realIt('tell rules of Kubernetes in both backends', needs, () => {
    const made = [...services('iptables-legacy'), ...services('iptables-nft'), ...hint('iptables-nft')];
    const said = saidOf({ made, mode: 'iptables', action: 'upgrade' });
    expect(said.codes('NetfilterBackends')).toEqual(['warn backends.both']);
    expect(said.of('NetfilterBackends')[0]?.cause?.check).toBe('ProxyLeftovers');
    expect(said.codes('ProxyLeftovers')).toEqual(['fail leftovers.other-variant']);
    expect(said.of('ProxyLeftovers')[0]?.have).toContain('KUBE-SVC-ERIFXISQEP7F7OF4');
  });

  realIt('tell stale legacy rules of Services on an nft host, and not on a legacy one', needs, () => {
    const made = services('iptables-legacy');
    const stale = saidOf({ made, mode: 'iptables' });
    expect(stale.codes('ProxyLeftovers')).toEqual(['fail leftovers.other-variant']);
    expect(stale.codes('NetfilterBackends')).toEqual(['warn backends.host-differs']);
    const own = saidOf({ made, mode: 'iptables', host: 'legacy' });
    expect(own.codes('ProxyLeftovers')).toEqual(['pass leftovers.none']);
    expect(own.codes('NetfilterBackends')).toEqual(['pass backends.one']);
  });

  realIt('tell the hint in nft on a legacy host', needs, () => {
    const said = saidOf({ made: hint('iptables-nft'), mode: 'iptables', host: 'legacy' });
    expect(said.codes('NetfilterBackends')).toEqual(['warn backends.host-differs']);
  });

  realIt('tell ten foreign rules in legacy', needs, () => {
    const made = ['for n in 1 2 3 4 5 6 7 8 9 10; do iptables-legacy -A INPUT -s 192.0.2.$n -j DROP; done'];
    expect(saidOf({ made, mode: 'iptables' }).codes('NetfilterBackends')).toEqual(['warn backends.turns']);
    const nine = [made[0]?.replace(' 10;', ';') ?? '', 'iptables-nft -A INPUT -s 192.0.2.1 -j DROP'];
    expect(saidOf({ made: nine, mode: 'iptables' }).codes('NetfilterBackends')).toEqual([
      'info backends.foreign',
    ]);
  });

  realIt('tell native rules in a table of iptables', needs, () => {
    const made = [
      'iptables-nft -t raw -A PREROUTING -j ACCEPT',
      'nft add rule ip raw PREROUTING numgen random mod 2 0 drop',
    ];
    expect(saidOf({ made, mode: 'iptables' }).codes('NetfilterBackends')).toEqual([
      'fail backends.incompatible',
    ]);
    expect(saidOf({ made, mode: 'nftables' }).codes('NetfilterBackends')).toEqual(['pass backends.one']);
  });

  realIt('tell native rules on which iptables fails altogether', needs, () => {
    const made = [
      'iptables-nft -t raw -A PREROUTING -j ACCEPT',
      'nft add rule ip raw PREROUTING meta iifgroup 3 drop',
    ];
    const said = saidOf({ made, mode: 'iptables' });
    expect(said.codes('NetfilterBackends')).toEqual(['fail backends.unreadable']);
    expect(said.of('NetfilterBackends')[0]?.have).toContain('iptables-nft-save');
  });

  realIt('tell leftovers of each mode by who cleans them', needs, () => {
    const ofIptables = services('iptables-nft');
    expect(leftovers(ofIptables, 'nftables')).toEqual(['info leftovers.cleaned-at-start']);
    expect(leftovers(ofIptables, 'ipvs')).toEqual(['warn leftovers.not-cleaned']);
    expect(leftovers(ofIptables, 'iptables')).toEqual(['pass leftovers.none']);
    expect(leftovers(ofIptables, 'none')).toEqual(['warn leftovers.nobody-cleans']);
    expect(leftovers(kubeProxyTable, 'iptables')).toEqual(['info leftovers.cleaned-at-start']);
    expect(leftovers(kubeProxyTable, 'nftables')).toEqual(['pass leftovers.none']);
    expect(leftovers(['iptables-nft -t nat -N KUBE-LOAD-BALANCER'], 'iptables')).toEqual([
      'warn leftovers.not-cleaned',
    ]);
  });

  realIt('tell what stops forwarded packets', needs, () => {
    expect(forward([drop], 'nftables')).toEqual(['warn forward.closed']);
    expect(forward(['iptables-nft -P FORWARD DROP'], 'iptables')).toEqual(['warn forward.drop']);
    expect(forward(['iptables-legacy -P FORWARD DROP'], 'nftables')).toEqual(['warn forward.drop']);
    const flannel = ['iptables-nft -P FORWARD DROP', 'iptables-nft -A FORWARD -s 10.244.0.0/16 -j ACCEPT'];
    expect(forward(flannel, 'iptables')).toEqual(['pass forward.open']);
    const docker = [
      'iptables-nft -P FORWARD DROP',
      'iptables-nft -A FORWARD -i docker0 ! -o docker0 -j ACCEPT',
    ];
    expect(forward(docker, 'iptables')).toEqual(['warn forward.drop']);
  });

  realIt('tell the lock that is held, and by whom, and one that is a directory', needs, () => {
    const held = saidOf({
      made: ['flock /run/xtables.lock sleep 3 > /dev/null 2>&1 & sleep 0.3'],
      mode: 'iptables',
    });
    expect(held.codes('XtablesLock')).toEqual(['info lock.held']);
    expect(held.of('XtablesLock')[0]?.says).toMatch(/pid \d+ \(flock\)/u);
    const directory = saidOf({ made: ['mkdir /run/xtables.lock'], mode: 'nftables' });
    expect(directory.codes('XtablesLock')).toEqual(['fail lock.not-a-file']);
  });

  realIt('tell services and scripts that wipe, by their files', needs, () => {
    const made = [
      'mkdir -p /run/etc && cp -a /etc/. /run/etc/ && mount --bind /run/etc /etc',
      'mkdir -p /etc/systemd/system/multi-user.target.wants /etc/nftables.d',
      'printf \'include "/etc/nftables.d/*.nft"\n\' > /etc/nftables.conf',
      "printf '# ours\nflush ruleset\n' > /etc/nftables.d/10-host.nft",
      "printf '[Service]\nExecStart=/usr/sbin/nft -f /etc/nftables.conf\n' > /etc/systemd/system/nftables.service",
      'ln -s ../nftables.service /etc/systemd/system/multi-user.target.wants/nftables.service',
      "printf '#!/bin/sh\n/usr/sbin/iptables -F\n' > /etc/rc.local",
    ];
    const said = saidOf({ made, mode: 'nftables' });
    expect(said.codes('RuleWiper')).toEqual(['warn wiper.nftables', 'warn wiper.script']);
    expect(said.of('RuleWiper').map(({ evidence }) => evidence[0]?.source)).toEqual([
      '/etc/nftables.d/10-host.nft:2',
      '/etc/rc.local:2',
    ]);
  });

  realIt('say that this network namespace is not the first', needs, () => {
    expect(saidOf({ made: [], mode: 'nftables' }).codes('ContainerNode')).toContainEqual(
      expect.stringMatching(/^(?:info container\.|pass container\.none)/u),
    );
  });
});
