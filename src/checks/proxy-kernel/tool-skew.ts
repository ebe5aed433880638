import { rulesFor, type VersionRule } from '../../catalog/version-rules.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Facts, ProbeName } from '../../probes/facts.ts';
import type { ToolFact } from '../../probes/tools/facts.ts';
import type { Plan, ProxyMode } from '../../config/plan.ts';
import type { Check, CheckInput, Reason, Stance } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { isJudged } from './proxy-kernel.ts';

const reasons: readonly Reason[] = [
  {
    code: 'skew.none',
    means: 'No pair of versions is known to go wrong here.',
    words: ({ tool, version, release }) => ({
      says: `${String(tool)} ${String(version)} beside Kubernetes ${String(release)}: nothing known to go wrong`,
    }),
  },
  {
    code: 'skew.known-bad',
    means:
      "The host's version of the tool and the one in kube-proxy's image are known to get into each other's way.",
    words: ({ says, need, tool, version, release, remedy, until, tables }) => ({
      says: String(says),
      need: String(need),
      have: [
        `${String(tool)} ${String(version)} beside Kubernetes ${String(release)}`,
        ...(Array.isArray(tables) && tables.length > 0 ? [`sets in ${tables.slice(0, 4).join(', ')}`] : []),
        ...(until === '' ? [] : [`the rule ends with ${String(until)}`]),
      ].join('; '),
      remedies: [{ what: String(remedy), verify: [`${String(tool)} --version`] }],
    }),
  },
  {
    code: 'skew.not-told',
    means: 'The version of the tool could not be read.',
    words: ({ tool, detail }) => ({
      says: `could not tell whether ${String(tool)} of this host gets along with kube-proxy`,
      need: `the version of ${String(tool)}`,
      have: String(detail),
    }),
  },
];

interface Skew {
  readonly name: string;
  readonly tool: VersionRule['tool'];
  readonly title: string;
  readonly modes: readonly ProxyMode[];
  readonly sources: readonly string[];
}

/** Versions that are each sound, and together are not. A tool that is not there cannot clash. */
function skewCheck({ name, tool, title, modes, sources }: Skew): Check {
  const applies = (plan: Plan, stance: Stance) =>
    isJudged(plan, stance) && modes.some((mode) => mode === plan.proxyMode.value);
  return {
    name,
    title,
    group: 'kernel',
    sources,
    reasons,
    needs: (plan, stance): readonly ProbeName[] => {
      if (!applies(plan, stance)) return [];
      return tool === 'nft' ? ['tools', 'firewall'] : ['tools'];
    },
    names: () => [name],
    judge(input) {
      const { tools } = input.facts;
      const mode = input.plan.proxyMode.value;
      if (!applies(input.plan, input.stance) || mode === 'none' || tools?.known !== true) return [];
      const fact = tools.value.byName[tool];
      return fact === undefined || fact.state !== 'sound' ? [] : judgeTool(input, { name, tool }, fact, mode);
    },
  };
}

function judgeTool(
  { plan, facts }: CheckInput,
  { name, tool }: Pick<Skew, 'name' | 'tool'>,
  fact: ToolFact,
  mode: ProxyMode,
) {
  const about = { check: name, group: 'kernel' } as const;
  const release = plan.kubernetesVersion.value;
  const evidence = [{ source: fact.path ?? tool, excerpt: fact.version ?? fact.detail ?? '' }];
  const base = { subject: tool, evidence, neededBy: [`kube-proxy (${mode})`] };
  if (fact.version === undefined) {
    const detail = fact.detail ?? 'it named no version';
    return [findingOf(about, { ...base, code: 'skew.not-told', verdict: 'unknown', args: { tool, detail } })];
  }
  const found = { version: fact.version, ...(fact.variant === undefined ? {} : { variant: fact.variant }) };
  const args = { tool, version: fact.version, release };
  const rules = rulesFor(tool, found, mode, release);
  if (rules.length === 0) return [findingOf(about, { ...base, code: 'skew.none', verdict: 'pass', args })];
  const foreign = tool === 'nft' ? foreignSets(facts) : [];
  return rules.map((rule) => {
    const { id, says, need, remedy, until = '', source, fails } = rule;
    const tables = fails === 'beside-sets' ? foreign : [];
    return findingOf(about, {
      ...base,
      code: 'skew.known-bad',
      verdict: isCertain(rule, release, tables) ? 'fail' : 'warn',
      args: { ...args, rule: id, says, need, remedy, until, tables },
      evidence: [...evidence, { source }],
    });
  });
}

/** kube-proxy lists all sets of this network namespace, whoever made them; its own it makes with its own nft. */
function foreignSets({ firewall }: Facts): readonly string[] {
  const tables = firewall?.known === true ? (firewall.value.setTables ?? []) : [];
  return tables.filter((table) => !/^ip6? kube-proxy$/u.test(table));
}

function isCertain({ fails }: VersionRule, release: string, tables: readonly string[]): boolean {
  if (fails === undefined) return false;
  return fails === 'beside-sets' ? tables.length > 0 : !isAtLeast(release, fails.below);
}

export const nftVersionSkewCheck = skewCheck({
  name: 'NftVersionSkew',
  tool: 'nft',
  title: "the host's nft beside kube-proxy's",
  modes: ['nftables'],
  sources: ['kubernetes#136786', 'kubernetes#137501', 'k0s#7293'],
});

export const iptablesVersionCheck = skewCheck({
  name: 'IPTablesVersion',
  tool: 'iptables',
  title: "the host's iptables beside kube-proxy's",
  modes: ['iptables', 'ipvs'],
  sources: ['kubernetes#71305', 'kubernetes#112477'],
});
