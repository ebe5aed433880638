import type { Family } from '../../config/plan.ts';
import type { Host } from '../../host/host.ts';
import { type Fact, known, unknown } from '../fact.ts';
import { loadedModules } from '../netfilter/loaded-modules.ts';
import type { Probe, Variant } from '../probe.ts';
import { findTools, type ToolPaths } from '../netfilter/tool-paths.ts';
import type { RulesFacts, SavedFact, SavedRules } from './facts.ts';
import { readLock } from './lock.ts';
import { parseNft } from './parse-nft.ts';
import { parseSave } from './parse-save.ts';

const deadlineMs = 4000;
/** 20,000 Services write some 20 MB of rules. */
const maxOutput = 48 * 1024 * 1024;
const families = ['ipv4', 'ipv6'] as const satisfies readonly Family[];

/** What stands on this node now, in both backends. Nothing is read that would bring a table into being. */
export const rulesProbe: Probe<'rules'> = {
  name: 'rules',
  deadlineMs: 6000,
  async run(host, survey, ask) {
    const [paths, modules, ipv4, ipv6] = await Promise.all([
      findTools(host, survey, ask),
      loadedModules(host),
      registeredTables(host, 'ipv4'),
      registeredTables(host, 'ipv6'),
    ]);
    const legacyTables = { ipv4, ipv6 };
    const quiet = survey.readOnly && modules !== undefined && !modules.has('nf_tables');
    const wantsRules = survey.modes.some((mode) => mode !== 'nftables') || survey.countRules === true;
    const native = quiet ? Promise.resolve(nothingLoaded()) : readNft(host, paths);
    const [nft, saved, ipsets, virtualServers, links, lock] = await Promise.all([
      native,
      readSaved(host, paths, legacyTables, wantsRules && !quiet ? native : undefined),
      readSets(host, paths, modules),
      readVirtualServers(host),
      readLinks(host),
      readLock(host),
    ]);
    const facts: RulesFacts = { nft, saved, legacyTables, ipsets, virtualServers, links, lock };
    return known(facts);
  },
};

/** Without nf_tables in the kernel it holds no tables, and asking would load it. */
function nothingLoaded(): RulesFacts['nft'] {
  return known({ tables: [], chains: [] });
}

async function readNft(host: Host, paths: ToolPaths): Promise<RulesFacts['nft']> {
  const nft = paths.path('nft');
  if (nft === undefined) return unknown('not-found', paths.lack('nft') ?? 'there is no nft');
  // The very command of the probe `firewall`, so that it is run once; rules are passed over.
  const whole = await run(host, [nft, '--json', 'list', 'ruleset']);
  const parsed = whole.known ? parseNft(whole.value.stdout) : whole;
  if (parsed.known || parsed.cause.code === 'needs-root') return parsed;
  // A cluster's whole set of rules may be too much, or hold what this nft cannot print; its chains may not.
  const chains = await run(host, [nft, '-j', 'list', 'chains']);
  return chains.known ? parseNft(chains.value.stdout) : chains;
}

async function registeredTables(host: Host, family: Family): Promise<Fact<readonly string[]>> {
  const path = family === 'ipv4' ? '/proc/net/ip_tables_names' : '/proc/net/ip6_tables_names';
  const read = await host.readText(path);
  if (read.ok) return known(read.text.split('\n').filter((name) => name !== ''));
  // The file comes with ip_tables: without it there are no legacy tables.
  if (read.code === 'ENOENT') return known([]);
  return unknown(read.code === 'EACCES' ? 'needs-root' : 'failed', `${path} cannot be read: ${read.code}`);
}

/** @param native what nft shows; absent: the rules of iptables-nft are not wanted */
async function readSaved(
  host: Host,
  paths: ToolPaths,
  legacyTables: RulesFacts['legacyTables'],
  native: Promise<RulesFacts['nft']> | undefined,
): Promise<readonly SavedFact[]> {
  const wanted = families.flatMap((family) => {
    const tables = legacyTables[family];
    const isRegistered = tables.known && tables.value.length > 0;
    const nft: readonly Variant[] = native === undefined ? [] : ['nft'];
    return [...nft, ...(isRegistered ? (['legacy'] as const) : [])].map((variant) => ({ family, variant }));
  });
  return Promise.all(
    wanted.map(async ({ family, variant }) => {
      const isEmpty = variant === 'nft' && native !== undefined && holdsNone(await native, family);
      return isEmpty ? nothingSaved(family) : readOne(host, paths, family, variant);
    }),
  );
}

const ofIptables = new Set(['filter', 'nat', 'mangle', 'raw', 'security']);

/** A new node has no table of iptables: no program need be run to see that it holds nothing. */
function holdsNone(nft: RulesFacts['nft'], family: Family): boolean {
  const prefix = family === 'ipv4' ? 'ip' : 'ip6';
  return (
    nft.known && !nft.value.chains.some((chain) => chain.family === prefix && ofIptables.has(chain.table))
  );
}

function nothingSaved(family: Family): SavedFact {
  const saved = known({ chains: [], rules: 0, rulesByTable: {}, incompatible: [] });
  return { variant: 'nft', family, command: '', saved };
}

async function readOne(host: Host, paths: ToolPaths, family: Family, variant: Variant): Promise<SavedFact> {
  const path = saveTool(paths, family, variant);
  if (path === undefined) {
    const saved = unknown('not-found', `there is no ${nameOf(family)}-${variant}-save on this host`);
    return { variant, family, command: '', saved };
  }
  const output = await run(host, [path]);
  const saved: Fact<SavedRules> = output.known
    ? known(parseSave(output.value.stdout, output.value.stderr))
    : output;
  return { variant, family, command: path, saved };
}

/** By its own name, or by the usual name where that is this variant. */
function saveTool(paths: ToolPaths, family: Family, variant: Variant): string | undefined {
  const own = paths.path(`${nameOf(family)}-${variant}-save`);
  if (own !== undefined) return own;
  const inForce = paths.fact(nameOf(family))?.variant === 'nf_tables' ? 'nft' : 'legacy';
  return inForce === variant ? paths.path(`${nameOf(family)}-save`) : undefined;
}

function nameOf(family: Family): string {
  return family === 'ipv4' ? 'iptables' : 'ip6tables';
}

/**
 * `ipset list` would load ip_set: without the module there are no sets. Those that are looked for are kube-proxy's of
 * mode ipvs, which it makes only where the kernel has IPVS.
 */
async function readSets(
  host: Host,
  paths: ToolPaths,
  modules: ReadonlySet<string> | undefined,
): Promise<RulesFacts['ipsets']> {
  const [sets, servers] = await Promise.all([
    host.status('/sys/module/ip_set'),
    host.status('/proc/net/ip_vs'),
  ]);
  const hasSets = modules?.has('ip_set') === true || sets.ok;
  if (!hasSets || (!servers.ok && servers.code === 'ENOENT')) return known([]);
  const ipset = paths.path('ipset');
  if (ipset === undefined) return unknown('not-found', paths.lack('ipset') ?? 'there is no ipset');
  const output = await run(host, [ipset, 'list', '-n']);
  return output.known ? known(output.value.stdout.split('\n').filter((name) => name !== '')) : output;
}

async function readVirtualServers(host: Host): Promise<Fact<number>> {
  const read = await host.readText('/proc/net/ip_vs', { maxBytes: 8 * 1024 * 1024 });
  if (read.ok)
    return known(read.text.split('\n').filter((line) => /^(?:TCP|UDP|SCTP|FWM) /u.test(line)).length);
  if (read.code === 'ENOENT') return known(0);
  return unknown(read.code === 'EACCES' ? 'needs-root' : 'failed', `/proc/net/ip_vs: ${read.code}`);
}

async function readLinks(host: Host): Promise<RulesFacts['links']> {
  const read = await host.readDir('/sys/class/net');
  return read.ok ? known(read.names) : unknown('failed', `/sys/class/net cannot be read: ${read.code}`);
}

type Output = Fact<{ readonly stdout: string; readonly stderr: string }>;

async function run(host: Host, argv: readonly [string, ...string[]]): Promise<Output> {
  const result = await host.exec({ argv, deadlineMs, maxOutput });
  const said = (result.stderr.trim().split('\n')[0] ?? '').slice(0, 200);
  const what = argv.join(' ');
  if (result.outcome === 'timed-out') return unknown('timed-out', `${what} did not end in ${deadlineMs} ms`);
  if (result.outcome !== 'exited') {
    return unknown('failed', `${what} did not run: ${result.errno ?? result.signal ?? result.outcome}`);
  }
  if (/not permitted|you must be root|permission denied/iu.test(result.stderr) && result.exitCode !== 0) {
    return unknown('needs-root', `${what}: ${said}`);
  }
  if (result.exitCode !== 0) return unknown('failed', `${what} exits ${result.exitCode ?? ''}: ${said}`);
  if (result.truncated) return unknown('failed', `${what} says more than ${maxOutput} bytes`);
  return known({ stdout: result.stdout, stderr: result.stderr });
}
