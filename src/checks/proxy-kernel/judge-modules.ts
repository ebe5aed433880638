import type { ProxyMode } from '../../config/plan.ts';
import type { Args, Evidence, Finding } from '../../findings/finding.ts';
import type { NetfilterFacts } from '../../probes/netfilter/facts.ts';
import type { CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';

const legacyTables = /^(?:ip6?_tables|ip6?table_\w+)$/u;

/** What the proof cannot show, since it runs on the host and before a reboot: whether modules will come later. */
export function judgeModules(
  input: CheckInput,
  mode: ProxyMode,
  facts: NetfilterFacts,
  others: readonly Finding[],
): readonly Finding[] {
  const isProven = others.every(({ verdict }) => verdict !== 'fail');
  return isProven ? [...judgeLegacy(input, mode, facts), ...judgeTree(input, mode, facts)] : [];
}

/**
 * The kernel loads tables of legacy iptables by itself once ip_tables is there; that one iptables asks modprobe
 * for, which images do not have, or cannot use where modules are compressed (kubernetes#108877, k3s#6644).
 */
function judgeLegacy(
  { stance }: CheckInput,
  mode: ProxyMode,
  { proofs, loadedByProof }: NetfilterFacts,
): readonly Finding[] {
  const isLegacy = proofs.some((proof) => proof.mode === mode && proof.variant === 'legacy');
  const loaded = loadedByProof.filter((name) => legacyTables.test(name));
  if (!isLegacy || stance.kubeProxy === 'host' || loaded.length === 0) return [];
  const evidence = [{ source: '/proc/modules', excerpt: `not before the proof: ${loaded.join(', ')}` }];
  return [told(mode, 'kernel.legacy-not-loaded', { mode, modules: loaded }, evidence)];
}

function judgeTree(
  { facts }: CheckInput,
  mode: ProxyMode,
  { missingTree }: NetfilterFacts,
): readonly Finding[] {
  const container = facts.privilege?.known === true ? facts.privilege.value.container : '';
  // What a container loads, the machine outside loads for it, from its own tree.
  if (missingTree === undefined || container !== '') return [];
  const { path, others } = missingTree;
  const evidence = [{ source: path, excerpt: 'is not there' }];
  return [told(mode, 'kernel.no-module-tree', { path, others }, evidence)];
}

function told(mode: ProxyMode, code: string, args: Args, evidence: readonly Evidence[]): Finding {
  return findingOf(
    { check: `ProxyKernel-${mode}`, group: 'kernel' },
    {
      code,
      verdict: 'warn',
      subject: 'kernel modules',
      args,
      evidence,
      neededBy: [`kube-proxy (${mode})`, 'network plugin'],
    },
  );
}
