import { known } from '../../../src/probes/fact.ts';
import { cniConfig, cniWith } from '../../builders/cni.ts';
import { firewallOf, iptablesChains, nftChains } from '../../builders/firewall.ts';
import { chainsOf, rulesOf, savedOf } from '../../builders/rules.ts';
import { servicesOf, unitOf } from '../../builders/services.ts';
import type { FieldCase, HostSpec } from '../field-case.ts';
import { elEight, elSeven } from '../shorthand.ts';

const running = (unit: string) => ({
  services: known(servicesOf({ units: [unitOf(unit, { active: 'active' })] })),
});

const wants = '/etc/systemd/system/multi-user.target.wants';

/** A service of the distribution that is enabled, and its configuration. */
function enabled(unit: string, files: Readonly<Record<string, string>>): HostSpec {
  const fragment = `/usr/lib/systemd/system/${unit}.service`;
  return {
    probes: ['wipers'],
    dirs: ['/run/systemd/system'],
    files: {
      [fragment]: '[Service]\nExecStart=/usr/sbin/x\n[Install]\nWantedBy=multi-user.target\n',
      ...files,
    },
    links: { [`${wants}/${unit}.service`]: fragment },
  };
}

const firewalldConf = (lines: string) =>
  enabled('firewalld', { '/etc/firewalld/firewalld.conf': `# firewalld config file\n${lines}` });
const nftablesConf = (content: string) => enabled('nftables', { '/etc/nftables.conf': content });
const portmap = cniWith([cniConfig('10-flannel.conflist', 'flannel', 'portmap')]);

/** Left-overs, and what wipes or stops the rules of Kubernetes. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-135',
    source: 'https://github.com/rancher/rke2/issues/10469',
    title: 'firewalld with FlushAllOnReload=yes wipes the rules of host ports for good',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { system: elEight, ...running('firewalld'), ...portmap },
    host: firewalldConf('FlushAllOnReload=yes\nFirewallBackend=nftables\n'),
  },
  {
    id: 'FC-136',
    source: 'https://github.com/k3s-io/k3s/issues/7542',
    title: 'a reload of firewalld takes the Services down',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { system: elEight, ...running('firewalld') },
    host: firewalldConf('FirewallBackend=nftables\n'),
  },
  {
    id: 'FC-137',
    source: 'https://github.com/containernetworking/plugins/issues/512',
    title: 'a restart of firewalld takes host ports away, which portmap writes but once',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { system: elSeven, ...running('firewalld'), ...portmap },
    host: firewalldConf(''),
  },
  {
    id: 'FC-138',
    source: 'https://github.com/spatiumddi/spatiumddi/pull/382',
    title: 'nftables.service is enabled, and its file begins with flush ruleset',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: running('nftables'),
    host: nftablesConf('#!/usr/sbin/nft -f\n\nflush ruleset\n\ntable inet filter {\n}\n'),
  },
  {
    id: 'FC-139',
    source: 'https://github.com/k0sproject/k0s/issues/2908',
    title: 'a restart of nftables.service leaves half of the rules',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['calico'] } },
    node: running('nftables'),
    host: nftablesConf('#!/usr/sbin/nft -f\nflush ruleset\n'),
  },
  {
    id: 'FC-140',
    source: 'https://github.com/kubernetes/kubernetes/issues/102314',
    title: 'rules of iptables mode are left where ipvs mode is planned',
    ideal: 'warning',
    plan: { mode: 'ipvs' },
    node: {
      rules: known(
        rulesOf({
          nft: chainsOf(
            { family: 'ip', table: 'nat', name: 'KUBE-SVC-ERIFXISQEP7F7OF4' },
            { family: 'ip', table: 'filter', name: 'KUBE-SERVICES' },
          ),
          saved: [savedOf('nft', 'ipv4', ['nat KUBE-SVC-ERIFXISQEP7F7OF4', 'filter KUBE-SERVICES'], 12)],
        }),
      ),
    },
  },
  {
    id: 'FC-145',
    source: 'https://github.com/kubernetes/kubernetes/issues/142183',
    title: 'a map of kube-proxy holds an entry of earlier settings',
    ideal: 'info',
    plan: { mode: 'nftables', version: 'v1.37.0', action: 'upgrade' },
    node: {
      rules: known(rulesOf({ nft: chainsOf({ family: 'ip', table: 'kube-proxy', name: 'services' }) })),
      ...running('kubelet'),
    },
  },
  {
    id: 'FC-190',
    source: 'https://github.com/bottlerocket-os/bottlerocket/issues/3732',
    title: 'a hardening script sets INPUT and FORWARD to DROP',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      firewall: known(
        firewallOf(iptablesChains([':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]'])),
      ),
    },
  },
  {
    id: 'FC-192',
    source: 'https://github.com/kubernetes/kubernetes/pull/124383',
    title: 'a table of the host drops, and nftables mode opens nothing in it',
    ideal: 'warning',
    plan: { mode: 'nftables' },
    node: {
      firewall: known(
        firewallOf(
          nftChains({
            table: 'guard',
            chains: {
              input: { hook: 'input', policy: 'drop' },
              forward: { hook: 'forward', policy: 'drop' },
            },
          }),
        ),
      ),
    },
  },
];
