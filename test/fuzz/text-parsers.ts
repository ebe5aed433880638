import { parseAddress, parseSloppySubnet, parseSubnet } from '../../src/catalog/cidr.ts';
import { splitHostPort } from '../../src/catalog/no-proxy.ts';
import { corefilePlugins } from '../../src/checks/cluster/corefile.ts';
import { certificatesOf, isPin } from '../../src/cluster/ca-pins.ts';
import { parseToken } from '../../src/cluster/jws.ts';
import { goDurationMs } from '../../src/config/go-duration.ts';
import { resolvePlain } from '../../src/config/go-scalar.ts';
import { parseHostPattern } from '../../src/config/own-files/host-pattern.ts';
import { pluginTypes } from '../../src/hint/installed.ts';
import { defaultInterface } from '../../src/host/addresses.ts';
import { readDynamicNeeds } from '../../src/host/elf-needed.ts';
import { readProgramHeader } from '../../src/host/program-header.ts';
import { parseCgroupMounts, parseSubsystems } from '../../src/probes/cgroups/parse.ts';
import { groupOf, upwards } from '../../src/probes/cgroup-limit.ts';
import { parseConfig } from '../../src/probes/cni/parse-config.ts';
import { parseCpuList } from '../../src/probes/cpus.ts';
import { parseIptablesSave } from '../../src/probes/firewall/iptables-save.ts';
import { parseNftJson } from '../../src/probes/firewall/nft-json.ts';
import { pickOptions } from '../../src/probes/kernel-config/options.ts';
import { unpack } from '../../src/probes/kernel-config/unpack.ts';
import { addressesInHosts } from '../../src/probes/names/hosts-file.ts';
import { hostsOrder } from '../../src/probes/names/hosts-order.ts';
import { parseResolvConf } from '../../src/probes/names/resolv-conf.ts';
import { parseMounts } from '../../src/probes/netfilter/conntrack.ts';
import { parseModprobeRules } from '../../src/probes/netfilter/modprobe-rules.ts';
import { parseAliases, parseModulePaths } from '../../src/probes/netfilter/module-tree.ts';
import { parseIpv6Routes, parseRoutes } from '../../src/probes/network/routes.ts';
import { parseOsRelease } from '../../src/probes/os.ts';
import { readProxy } from '../../src/probes/proxies/proxy-url.ts';
import { parseAssignments, parseEnvironmentFile, parseUnitFile } from '../../src/probes/proxies/unit-file.ts';
import { parseNft } from '../../src/probes/rules/parse-nft.ts';
import { parseSave } from '../../src/probes/rules/parse-save.ts';
import { parseDenials } from '../../src/probes/security-module/denials.ts';
import { parseShown } from '../../src/probes/services/show-units.ts';
import { swapEntries } from '../../src/probes/swap/fstab.ts';
import { parseSwaps, unescapeOctal } from '../../src/probes/swap/probe.ts';
import { unitNameOf } from '../../src/probes/swap/units.ts';
import { parseSections } from '../../src/probes/swap/zram-generator.ts';
import { parseDefaultRoutes } from '../../src/probes/sysctls/ipv6-interfaces.ts';
import { parseSysctlFile } from '../../src/probes/sysctl-files/parse.ts';
import {
  parseApkInstalled,
  parseDpkgStatus,
  parsePacmanNames,
} from '../../src/probes/tools/package-versions.ts';
import {
  parseIpsetVersion,
  parseIptablesVersion,
  parseKubeletVersion,
  parseNftVersion,
} from '../../src/probes/tools/version.ts';
import { rulesetFlushes, wipingCommand } from '../../src/probes/wipers/wiping-lines.ts';
import { redactText } from '../../src/snapshot/redact-text.ts';
import { sampleFiles } from './sample-files.ts';
import { sampleOutputs } from './sample-outputs.ts';

/** A function that reads text of others, with the texts that it is made for. It answers anything, and never throws. */
export interface TextParser {
  readonly name: string;
  readonly samples: readonly string[];
  readonly read: (text: string) => unknown;
}

function file(path: string): string {
  return sampleFiles[path] ?? '';
}

function of(
  samples: readonly string[],
  readers: Readonly<Record<string, (text: string) => unknown>>,
): readonly TextParser[] {
  return Object.entries(readers).map(([name, read]) => ({ name, samples, read }));
}

const {
  nft = [],
  iptables = [],
  'iptables-save': saved = [],
  ipset = [],
  systemctl = [],
  kubelet = [],
} = sampleOutputs;
const addresses = [
  '10.0.0.0/8',
  'fd00::/64',
  '::ffff:1.2.3.4',
  'fe80::1%eth0',
  '[::1]:53',
  'a.b:80',
  '010.1.1.1',
];
const modules = Object.entries(sampleFiles).flatMap(([path, text]) =>
  path.startsWith('/lib/modules') ? [text] : [],
);

const ofTools: readonly TextParser[] = [
  ...of(nft, {
    parseNft,
    parseNftJson,
    parseNftVersion,
    rulesetFlushes: (text) => rulesetFlushes(text, 'f'),
  }),
  ...of(iptables, { parseIptablesVersion }),
  ...of(saved, {
    parseSave: (text) => [parseSave(text), parseSave('', text)],
    parseIptablesSave: (text) => [parseIptablesSave(text, 'ip'), parseIptablesSave(text, 'ip6')],
  }),
  ...of(ipset, { parseIpsetVersion }),
  ...of(systemctl, { parseShown: (text) => parseShown(text, ['kubelet.service', 'firewalld.service']) }),
  ...of(kubelet, { parseKubeletVersion }),
  ...of([file('/var/lib/dpkg/status')], {
    parseDpkgStatus,
  }),
  ...of([file('/lib/apk/db/installed')], { parseApkInstalled }),
  ...of(['nftables-1:1.1.3-1\niptables-1.8.11-2'], {
    parsePacmanNames: (text) => parsePacmanNames(text.split('\n')),
  }),
];

const ofKernel: readonly TextParser[] = [
  ...of(modules, { parseModulePaths, parseAliases }),
  ...of([file('/etc/modprobe.d/x.conf')], { parseModprobeRules }),
  ...of([file('/boot/config-6.1.0-44-amd64')], {
    pickOptions,
    unpack: (text) => unpack(Buffer.from(text, 'latin1')),
  }),
  ...of([file('/proc/mounts')], { parseCgroupMounts, parseMounts }),
  ...of([file('/proc/cgroups')], { parseSubsystems }),
  ...of([file('/proc/self/cgroup')], {
    groupOf: (text) => [groupOf(text, 'cpu'), groupOf(text, undefined)],
    upwards: (text) => upwards(text.slice(0, 500)),
  }),
  ...of(['0-3,7', '0-65535', '1,1,1'], { parseCpuList }),
  ...of([file('/proc/net/route')], {
    parseRoutes: (text) => [parseRoutes(text), parseRoutes(text, false)],
    defaultInterface,
  }),
  ...of([file('/proc/net/ipv6_route')], { parseIpv6Routes, parseDefaultRoutes }),
  ...of([file('/proc/swaps')], { parseSwaps, unescapeOctal }),
  ...of([file('/var/log/audit/audit.log')], {
    parseDenials: (text) => [parseDenials(text, undefined), parseDenials(text, 1_600_000_000)],
  }),
];

const ofFiles: readonly TextParser[] = [
  ...of([file('/etc/os-release')], { parseOsRelease }),
  ...of([file('/etc/hosts')], { addressesInHosts: (text) => addressesInHosts(text, 'node-1') }),
  ...of([file('/etc/nsswitch.conf')], { hostsOrder }),
  ...of([file('/etc/resolv.conf')], { parseResolvConf }),
  ...of([file('/etc/fstab')], { swapEntries }),
  ...of(['/swap file', '/dev/disk/by-label/a-b.c'], { unitNameOf }),
  ...of([file('/etc/systemd/zram-generator.conf')], { parseSections: (text) => parseSections('f', text) }),
  ...of([file('/etc/systemd/system/kubelet.service')], { parseUnitFile, parseAssignments }),
  ...of([file('/etc/environment')], { parseEnvironmentFile }),
  ...of(['http://u:p@proxy.example:3128/', 'socks5://[fd00::1]', 'a:b:c'], { readProxy }),
  ...of([file('/etc/sysctl.conf'), file('/etc/sysctl.d/99-x.conf')], { parseSysctlFile }),
  ...of([file('/etc/crontab')], { wipingCommand: (text) => wipingCommand(text, 'f') }),
  ...of([file('/etc/cni/net.d/10-x.conflist')], {
    parseConfig: (text) => [parseConfig('a.conflist', text), parseConfig('a.conf', text)],
    pluginTypes,
  }),
  ...of(['.:53 {\n  forward . /etc/resolv.conf {\n    max 1\n  }\n  loop # x\n}\n'], { corefilePlugins }),
  ...of([file('/etc/kubernetes/pki/ca.crt')], { certificatesOf }),
];

const ofWords: readonly TextParser[] = [
  ...of(addresses, { parseAddress, parseSubnet, parseSloppySubnet, splitHostPort }),
  ...of(['1h2m3.5s', '-0s', '9223372036854775807ns', '1µs'], { goDurationMs }),
  ...of(['0x1F', '1e9', '.inf', 'yes', '0o17', '1_000'], { resolvePlain }),
  ...of(['node[01-10,12].example', 'a*', '~x'], { parseHostPattern }),
  ...of(['abcdef.0123456789abcdef'], { parseToken }),
  ...of([`sha256:${'0'.repeat(64)}`], { isPin }),
  ...of([...Object.values(sampleFiles), 'token: abcdef.0123456789abcdef password=x'], { redactText }),
  ...of(['\u007fELF\u0002\u0001\u0001\u0000', '#!/bin/sh -e\n', '#! \n'], {
    readProgramHeader: (text) => readProgramHeader(Buffer.from(text, 'latin1')),
    readDynamicNeeds: (text) => readDynamicNeeds(Buffer.from(text, 'latin1')),
  }),
];

export const textParsers: readonly TextParser[] = [...ofTools, ...ofKernel, ...ofFiles, ...ofWords];
