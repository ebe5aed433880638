import { flushesWithNftables } from '../../catalog/firewalld-releases.ts';
import { isUnitOn } from '../../catalog/unit-on.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { ServicesFacts } from '../../probes/services/facts.ts';
import type { WiperFacts, WipingLine } from '../../probes/wipers/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { wiperReasons } from './rule-wiper-reasons.ts';
import { someOf } from './seen-rules.ts';

const name = 'RuleWiper';

/** Whether something on this host will delete the rules of Kubernetes while they are in use. */
export const ruleWiperCheck: Check = {
  name,
  title: 'what deletes rules of others',
  group: 'state',
  sources: ['rke2#10469', 'k3s#7542', 'spatiumddi#382', 'k0s#2908', 'bottlerocket#3732', 'firewalld#863'],
  reasons: wiperReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['wipers', 'services', 'os']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { wipers, services } = input.facts;
    if (wipers?.known !== true) return [notTold(wipers?.cause.detail ?? 'the files were not looked at')];
    if (services?.known !== true) return [notTold(services?.cause.detail ?? 'services were not looked at')];
    const found = [
      ...judgeNftables(wipers.value, services.value),
      ...judgeFirewalld(input, wipers.value, services.value),
      ...judgeSaved(input, wipers.value, services.value),
      ...judgeUfw(input, wipers.value, services.value),
      ...judgeRuns(wipers.value),
    ];
    if (found.length > 0) return found;
    const { unread } = wipers.value;
    return unread.length === 0 ? [told('wiper.none', 'pass')] : [notTold(someOf(unread))];
  },
};

function unitEvidence({ units }: ServicesFacts, unit: string): readonly Evidence[] {
  const fact = units[unit];
  const excerpt = [fact?.fileState, fact?.active]
    .filter((word) => word !== undefined && word !== '')
    .join(', ');
  return fact === undefined ? [] : [{ source: fact.source, excerpt }];
}

function lineEvidence({ file, line, text }: WipingLine): Evidence {
  return { source: `${file}:${line}`, excerpt: text };
}

/** A reload or a stop empties the packet filter, tables of kube-proxy included, in any mode. */
function judgeNftables({ nftables }: WiperFacts, services: ServicesFacts): readonly Finding[] {
  const [first] = nftables.flushes;
  const line = first ?? nftables.stop;
  if (line === undefined || !isUnitOn(services.units['nftables'])) return [];
  const code = first === undefined ? 'wiper.nftables-stop' : 'wiper.nftables';
  const evidence = [lineEvidence(line), ...unitEvidence(services, 'nftables')];
  return [told(code, 'warn', { file: line.file, line: line.line, text: line.text }, evidence)];
}

/** Rules of iptables only: the tables of kube-proxy in nftables mode are not firewalld's to flush. */
function judgeFirewalld(
  { plan, facts }: CheckInput,
  { firewalld }: WiperFacts,
  services: ServicesFacts,
): readonly Finding[] {
  if (
    firewalld === undefined ||
    firewalld.flushAllOnReload === false ||
    !isUnitOn(services.units['firewalld'])
  )
    return [];
  const backend = firewalld.backend === '' ? 'nftables' : firewalld.backend;
  const isAffected = backend === 'iptables' || firewalld.direct || flushesWithNftables(osOf(facts));
  if (plan.proxyMode.value === 'nftables' || !isAffected) return [];
  const flush =
    firewalld.flushAllOnReload === undefined ? 'FlushAllOnReload is not set' : 'FlushAllOnReload=yes';
  const evidence = [{ source: firewalld.file, excerpt: flush }, ...unitEvidence(services, 'firewalld')];
  const args = { file: firewalld.file, flush, backend, direct: firewalld.direct };
  return [told('wiper.firewalld', 'warn', args, evidence)];
}

function osOf({ os }: CheckInput['facts']) {
  return os?.known ? os.value : undefined;
}

function judgeSaved(
  { plan }: CheckInput,
  { saved }: WiperFacts,
  services: ServicesFacts,
): readonly Finding[] {
  return saved.flatMap(({ file, services: units, tables, clusterChains }) => {
    const unit = units.find((one) => isUnitOn(services.units[one]));
    if (unit === undefined) return [];
    const evidence = [{ source: file, excerpt: `*${tables.join(', *')}` }, ...unitEvidence(services, unit)];
    const args = { file, unit, tables, chains: someOf(clusterChains) };
    if (clusterChains.length > 0) return [told('wiper.saved-cluster-rules', 'warn', args, evidence)];
    return plan.proxyMode.value === 'nftables' ? [] : [told('wiper.restores', 'info', args, evidence)];
  });
}

function judgeUfw({ plan }: CheckInput, facts: WiperFacts, services: ServicesFacts): readonly Finding[] {
  if (!facts.ufwManagesBuiltins || !isUnitOn(services.units['ufw']) || plan.proxyMode.value === 'nftables')
    return [];
  const evidence = [
    { source: '/etc/default/ufw', excerpt: 'MANAGE_BUILTINS=yes' },
    ...unitEvidence(services, 'ufw'),
  ];
  return [told('wiper.ufw', 'warn', {}, evidence)];
}

function judgeRuns({ runs }: WiperFacts): readonly Finding[] {
  return runs
    .filter(({ enabled, early }) => enabled && !early)
    .map(({ kind, name: runner, line }) => {
      const args = { kind, runner, file: line.file, line: line.line, text: line.text };
      return told('wiper.script', 'warn', args, [lineEvidence(line)]);
    });
}

function notTold(detail: string): Finding {
  return told('wiper.not-told', 'unknown', { detail });
}

function told(code: string, verdict: Verdict, args: Args = {}, evidence: readonly Evidence[] = []): Finding {
  const neededBy = ['kube-proxy', 'network plugin', 'kubelet'];
  return findingOf(
    { check: name, group: 'state' },
    { code, verdict, subject: 'rules of Kubernetes', args, evidence, neededBy },
  );
}
