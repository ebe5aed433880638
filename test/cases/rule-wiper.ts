import { ruleWiperCheck } from '../../src/checks/state/rule-wiper.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { OsFacts } from '../../src/probes/os.ts';
import type { WiperFacts } from '../../src/probes/wipers/facts.ts';
import { debian, elTen, factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { servicesOf, unitOf } from '../builders/services.ts';
import { wipersOf, wipingRun } from '../builders/state.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const iptables = planOf({ mode: 'iptables' });
const elEight: OsFacts = { ...elTen, versionId: '8.10' };

/** With these units enabled, or active. */
function having(wipers: Partial<WiperFacts>, units: readonly string[] = [], system: OsFacts = debian): Facts {
  const services = servicesOf({ units: units.map((unit) => unitOf(unit, { active: 'active' })) });
  return factsOf({ wipers: known(wipersOf(wipers)), services: known(services), system });
}

const flush = { file: '/etc/nftables.conf', line: 3, text: 'flush ruleset' };
const stop = {
  file: '/lib/systemd/system/nftables.service',
  line: 17,
  text: 'ExecStop=/usr/sbin/nft flush ruleset',
};
const firewalld = { file: '/etc/firewalld/firewalld.conf', backend: 'nftables', direct: false } as const;
const flushing = { firewalld: { ...firewalld, flushAllOnReload: true } } as const;
const saved = {
  file: '/etc/iptables/rules.v4',
  services: ['netfilter-persistent'],
  tables: ['filter'],
} as const;

const situations: readonly CheckCase[] = [
  { name: 'nothing', says: ['pass wiper.none'] },
  {
    name: 'FC-138: flush ruleset, and the unit is enabled',
    facts: having({ nftables: { flushes: [flush], stop } }, ['nftables']),
    says: ['warn wiper.nftables'],
  },
  {
    name: 'flush ruleset, and the unit is disabled, as Debian has it',
    facts: factsOf({
      wipers: known(wipersOf({ nftables: { flushes: [flush], stop } })),
      services: known(servicesOf({ units: [unitOf('nftables', { fileState: 'disabled' })] })),
    }),
    says: ['pass wiper.none'],
  },
  {
    name: 'flush ruleset, and there is no unit',
    facts: having({ nftables: { flushes: [flush] } }),
    says: ['pass wiper.none'],
  },
  {
    name: 'flush ruleset, and the unit is enabled, but has not been started',
    facts: factsOf({
      wipers: known(wipersOf({ nftables: { flushes: [flush] } })),
      services: known(servicesOf({ units: [unitOf('nftables', { active: 'inactive' })] })),
    }),
    says: ['warn wiper.nftables'],
  },
  {
    name: 'FC-139: the unit flushes when it stops',
    facts: having({ nftables: { flushes: [], stop } }, ['nftables']),
    says: ['warn wiper.nftables-stop'],
  },
  {
    name: 'the unit flushes nothing',
    facts: having({}, ['nftables']),
    says: ['pass wiper.none'],
  },
  {
    name: 'FC-135: firewalld of EL8 flushes iptables with the nftables backend',
    plan: iptables,
    facts: having(flushing, ['firewalld'], elEight),
    says: ['warn wiper.firewalld'],
  },
  {
    name: 'and where nothing is set, yes is the default',
    plan: iptables,
    facts: having({ firewalld }, ['firewalld'], elEight),
    says: ['warn wiper.firewalld'],
  },
  {
    name: 'firewalld of EL10 leaves iptables alone',
    plan: iptables,
    facts: having(flushing, ['firewalld'], elTen),
    says: ['pass wiper.none'],
  },
  {
    name: 'but not with direct rules',
    plan: iptables,
    facts: having({ firewalld: { ...flushing.firewalld, direct: true } }, ['firewalld'], elTen),
    says: ['warn wiper.firewalld'],
  },
  {
    name: 'nor with its older backend',
    plan: iptables,
    facts: having({ firewalld: { ...flushing.firewalld, backend: 'iptables' } }, ['firewalld'], elTen),
    says: ['warn wiper.firewalld'],
  },
  {
    name: 'FlushAllOnReload=no',
    plan: iptables,
    facts: having({ firewalld: { ...firewalld, flushAllOnReload: false } }, ['firewalld'], elEight),
    says: ['pass wiper.none'],
  },
  {
    name: 'firewalld does not run',
    plan: iptables,
    facts: having(flushing, [], elEight),
    says: ['pass wiper.none'],
  },
  {
    name: 'firewalld and tables of kube-proxy in nftables mode',
    facts: having(flushing, ['firewalld'], elEight),
    says: ['pass wiper.none'],
  },
  {
    name: 'rules of Kubernetes in the file of netfilter-persistent',
    facts: having({ saved: [{ ...saved, clusterChains: ['KUBE-SERVICES'] }] }, ['netfilter-persistent']),
    says: ['warn wiper.saved-cluster-rules'],
  },
  {
    name: 'rules of the host alone',
    plan: iptables,
    facts: having({ saved: [{ ...saved, clusterChains: [] }] }, ['netfilter-persistent']),
    says: ['info wiper.restores'],
  },
  {
    name: 'rules of the host alone, and kube-proxy has tables of its own',
    facts: having({ saved: [{ ...saved, clusterChains: [] }] }, ['netfilter-persistent']),
    says: ['pass wiper.none'],
  },
  {
    name: 'a file that nobody loads',
    plan: iptables,
    facts: having({ saved: [{ ...saved, clusterChains: ['KUBE-SERVICES'] }] }),
    says: ['pass wiper.none'],
  },
  {
    name: 'ufw empties the built-in chains',
    plan: iptables,
    facts: having({ ufwManagesBuiltins: true }, ['ufw']),
    says: ['warn wiper.ufw'],
  },
  { name: 'ufw as it is by default', plan: iptables, facts: having({}, ['ufw']), says: ['pass wiper.none'] },
  {
    name: 'FC-190: a unit that hardens',
    facts: having({ runs: [wipingRun()] }),
    says: ['warn wiper.script'],
  },
  {
    name: 'a unit that hardens before the network',
    facts: having({ runs: [wipingRun({ early: true })] }),
    says: ['pass wiper.none'],
  },
  {
    name: 'a unit that is not enabled',
    facts: having({ runs: [wipingRun({ enabled: false })] }),
    says: ['pass wiper.none'],
  },
  {
    name: 'a script of cloud-init, a hook and a job',
    facts: having({
      runs: [
        wipingRun({ kind: 'boot-script', name: '/var/lib/cloud/scripts/per-boot/fw.sh' }),
        wipingRun({ kind: 'hook', name: '/etc/NetworkManager/dispatcher.d/90-fw' }),
        wipingRun({ kind: 'cron', name: '/etc/cron.d/harden' }),
      ],
    }),
    says: ['warn wiper.script', 'warn wiper.script', 'warn wiper.script'],
  },
  {
    name: 'an ordinary user',
    facts: having({ unread: ['/etc/nftables.conf: EACCES'] }),
    says: ['unknown wiper.not-told'],
  },
  {
    name: 'no files were seen',
    facts: factsOf({ wipers: unknown('timed-out', 'no answer') }),
    says: ['unknown wiper.not-told'],
  },
  {
    name: 'no services were seen',
    facts: factsOf({ services: unknown('timed-out', 'no answer') }),
    says: ['unknown wiper.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: ruleWiperCheck, cases: situations };
