import type { ExecResult, Host } from '../../host/host.ts';
import { type Fact, known, unknown } from '../fact.ts';
import type { Probe, Survey } from '../probe.ts';
import { findInPath } from '../services/path-programs.ts';
import { hasNetfilterSocket } from '../tools/netfilter-socket.ts';
import type { FilterChain, FirewallFacts } from './facts.ts';
import { parseIptablesSave } from './iptables-save.ts';
import { parseNftJson } from './nft-json.ts';
import { reachableChains } from './reachable-chains.ts';
import { isUfwEnabled } from './ufw-enabled.ts';

const deadlineMs = 1500;
const maxOutput = 8 * 1024 * 1024;
const families = [
  ['ip', 'ipv4', ''],
  ['ip6', 'ipv6', '6'],
] as const;

type Rules = Pick<FirewallFacts, 'sources' | 'setTables'> & { readonly chains: readonly FilterChain[] };

/** The packet filter in force, read only, and whether ufw is on. */
export const firewallProbe: Probe<'firewall'> = {
  name: 'firewall',
  // nft, then the saves at once; reads beside them.
  deadlineMs: 4500,
  async run(host, survey) {
    const [ufwEnabled, nft, legacy] = await Promise.all([
      isUfwEnabled(host),
      nftRules(host, survey),
      legacyRules(host),
    ]);
    if (!nft.known) return nft;
    if (!legacy.known) return legacy;
    const chains = reachableChains([...nft.value.chains, ...legacy.value.chains]);
    const sources = [...nft.value.sources, ...legacy.value.sources];
    return known({
      chains: Object.fromEntries(chains.map((chain) => [chain.key, chain])),
      sources,
      ufwEnabled,
      ...(nft.value.setTables === undefined ? {} : { setTables: nft.value.setTables }),
    });
  },
};

/** Rules of nf_tables: with nft; what only iptables can spell out with its -save. */
async function nftRules(host: Host, survey: Survey): Promise<Fact<Rules>> {
  // Without nfnetlink there is no such rule, and asking would load it.
  if ((await hasNetfilterSocket(host)) === false) return known({ chains: [], sources: [] });
  const nft = await findInPath(host, 'nft');
  if (nft === undefined) return survey.readOnly ? notRun() : iptablesRules(host);
  if (survey.readOnly && !(await isLoaded(host))) return notRun();
  const argv = [nft.path, '--json', 'list', 'ruleset'] as const;
  const result = await host.exec({ argv: [...argv], deadlineMs, maxOutput });
  const parsed = result.exitCode === 0 && !result.truncated ? parseNftJson(result.stdout) : undefined;
  if (parsed === undefined) return refusal(host, result);
  const sources = [argv.join(' ')];
  const saved = await Promise.all(
    families
      .filter(([family]) => parsed.opaque.includes(`${family} filter`))
      .map(([family, , infix]) => saveOf(host, `ip${infix}tables-nft-save`, family)),
  );
  const told = saved.filter((one) => one.known).map(({ value }) => value);
  const replaced = told.flatMap(({ chains }) => chains);
  const own = parsed.chains.filter(({ key }) => !replaced.some((chain) => chain.key === key));
  return known({
    chains: [...own, ...replaced],
    setTables: parsed.setTables,
    sources: [...sources, ...told.flatMap((one) => one.sources)],
  });
}

/** A host without nft whose rules are those of iptables-nft, or of nobody. */
async function iptablesRules(host: Host): Promise<Fact<Rules>> {
  const saved = await Promise.all(
    families.map(([family, , infix]) => saveOf(host, `ip${infix}tables-nft-save`, family)),
  );
  const failed = saved.find((one) => !one.known);
  if (failed !== undefined && !failed.known) return failed;
  const told = saved.filter((one) => one.known).map(({ value }) => value);
  return known({
    chains: told.flatMap(({ chains }) => chains),
    sources: told.flatMap(({ sources }) => sources),
  });
}

/** Only of tables that are registered: reading another would register it (seen of 1.8.9). */
async function legacyRules(host: Host): Promise<Fact<Rules>> {
  const saved = await Promise.all(
    families.map(async ([family, , infix]): Promise<Fact<Rules>> => {
      const names = await host.readText(`/proc/net/ip${infix}_tables_names`, { maxBytes: 4096 });
      if (!names.ok && names.code === 'EACCES')
        return unknown('needs-root', 'the legacy tables are read by root alone');
      const isThere = names.ok && names.text.split('\n').includes('filter');
      return isThere
        ? saveOf(host, `ip${infix}tables-legacy-save`, family)
        : known({ chains: [], sources: [] });
    }),
  );
  const failed = saved.find((one) => !one.known);
  if (failed !== undefined && !failed.known) return failed;
  const told = saved.filter((one) => one.known).map(({ value }) => value);
  // Beside a table of the nft variant with the same names: the two filter one after the other.
  const chains = told.flatMap((one) => one.chains).map(asLegacy);
  return known({ chains, sources: told.flatMap(({ sources }) => sources) });
}

function asLegacy(chain: FilterChain): FilterChain {
  const rules = chain.rules.map((rule) =>
    'chain' in rule.outcome
      ? { ...rule, outcome: { ...rule.outcome, chain: `legacy ${rule.outcome.chain}` } }
      : rule,
  );
  return { ...chain, key: `legacy ${chain.key}`, rules };
}

async function saveOf(host: Host, name: string, family: 'ip' | 'ip6'): Promise<Fact<Rules>> {
  const program = await findInPath(host, name);
  if (program === undefined) return unknown('not-found', `${name} is not installed`);
  const argv = [program.path, '-t', 'filter'] as const;
  const result = await host.exec({ argv: [...argv], deadlineMs, maxOutput });
  if (result.exitCode !== 0 || result.truncated) return refusal(host, result);
  return known({ chains: parseIptablesSave(result.stdout, family), sources: [argv.join(' ')] });
}

function refusal(host: Host, { argv, outcome, errno, stderr, truncated }: ExecResult): Fact<never> {
  const command = argv.join(' ');
  if (truncated) return unknown('failed', `${command}: more than ${maxOutput / 1024 / 1024} MiB of rules`);
  if (outcome === 'timed-out') return unknown('timed-out', `${command}: no answer in ${deadlineMs} ms`);
  const said = stderr.trim().split('\n', 1)[0]?.slice(0, 200) ?? '';
  const isRefused = /Operation not permitted|Permission denied|must be root/iu.test(stderr);
  const code = isRefused && host.uid !== 0 ? 'needs-root' : isRefused ? 'forbidden' : 'failed';
  return unknown(code, `${command}: ${said === '' ? (errno ?? outcome) : said}`);
}

function notRun(): Fact<never> {
  return unknown('read-only-run', 'asking for the rules could load a kernel module');
}

async function isLoaded(host: Host): Promise<boolean> {
  const modules = await host.readText('/proc/modules');
  return modules.ok && /^nf_tables /mu.test(modules.text);
}
