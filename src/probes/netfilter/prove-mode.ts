import { isAtLeast } from '../../catalog/release.ts';
import type { Family, ProxyMode } from '../../config/plan.ts';
import type { Host } from '../../host/host.ts';
import type { Survey, Variant } from '../probe.ts';
import { type Context, proofFrom, staticProof } from './proof-from.ts';
import type { ProofFact } from './facts.ts';
import { type IptablesPair, iptablesTask } from './prove-iptables.ts';
import { ipvsTask } from './prove-ipvs.ts';
import { proveNfacct } from './prove-nfacct.ts';
import { nftablesTask } from './prove-nftables.ts';
import { prove } from './prove.ts';
import type { ScratchTools } from './scratch.ts';
import type { ToolPaths } from './tool-paths.ts';

/** The proofs of one mode in one family: one, or one for each variant of iptables asked for. */
export async function proveMode(
  context: Context,
  survey: Survey,
  mode: ProxyMode,
  family: Family,
): Promise<readonly ProofFact[]> {
  if (mode === 'nftables') return [await proveNftables(context, family)];
  if (mode === 'ipvs') return [await proveIpvs(context, survey, family)];
  const inForce = variantInForce(context.paths, family);
  const variants = variantsOf(survey.variant, inForce);
  return Promise.all(variants.map((variant) => proveIptables(context, family, variant, inForce)));
}

function variantsOf(
  asked: Survey['variant'],
  inForce: Variant | undefined,
): readonly (Variant | undefined)[] {
  if (asked === 'in-force') return [inForce];
  return asked === 'both' ? ['legacy', 'nft'] : [asked];
}

/** Before 1.8 there was no nft variant, and `--version` did not name any. */
function variantInForce(paths: ToolPaths, family: Family): Variant | undefined {
  const variant = paths.fact(nameOf(family))?.variant;
  if (variant === undefined) return undefined;
  return variant === 'nf_tables' ? 'nft' : 'legacy';
}

function nameOf(family: Family): 'iptables' | 'ip6tables' {
  return family === 'ipv4' ? 'iptables' : 'ip6tables';
}

async function proveNftables(context: Context, family: Family): Promise<ProofFact> {
  const { host, paths, tools } = context;
  const about = { mode: 'nftables', family } as const;
  const nft = paths.path('nft');
  if (nft === undefined || tools === undefined) return staticProof(context, about, paths.lack('nft'));
  // A version that nobody could tell is that of a later nft.
  const { version } = paths.fact('nft') ?? {};
  const task = nftablesTask({ path: nft, version }, family, tools.find !== undefined);
  return proofFrom(context, about, await prove(host, tools, task));
}

async function proveIptables(
  context: Context,
  family: Family,
  variant: Variant | undefined,
  inForce: Variant | undefined,
): Promise<ProofFact> {
  const { host, paths } = context;
  const about = { mode: 'iptables', family, ...(variant === undefined ? {} : { variant }) } as const;
  const base = nameOf(family);
  const named = variant === inForce ? base : `${base}-${variant ?? 'nft'}`;
  const pair = pairOf(paths, named);
  const lack = paths.lack(named) ?? paths.lack(`${named}-restore`);
  const tools = await shielded(context, variant, base);
  if (pair === undefined || tools === undefined) return staticProof(context, about, lack);
  const task = iptablesTask(pair, family, tools.find !== undefined);
  const [outcome, nfacct] = await Promise.all([
    prove(host, tools, task),
    proveNfacct(host, tools, pair, family, context.evidence),
  ]);
  return proofFrom(context, about, outcome, nfacct === undefined ? [] : [nfacct]);
}

function pairOf(paths: ToolPaths, name: string): IptablesPair | undefined {
  const [iptables, restore] = [paths.path(name), paths.path(`${name}-restore`)];
  return iptables === undefined || restore === undefined ? undefined : { iptables, restore };
}

/** An old iptables-legacy makes its lock file wherever it runs: then /run is hidden from it. */
async function shielded(
  { host, paths, tools }: Context,
  variant: Variant | undefined,
  base: string,
): Promise<ScratchTools | undefined> {
  const version = paths.fact(base)?.version;
  const obeys = variant !== 'legacy' || (version !== undefined && isAtLeast(version, '1.8.5'));
  if (tools === undefined || obeys || (await lockExists(host))) return tools;
  const mount = paths.path('mount');
  return mount === undefined || tools.find === undefined ? undefined : { ...tools, mount };
}

async function lockExists(host: Host): Promise<boolean> {
  return (await host.status('/run/xtables.lock')).ok;
}

async function proveIpvs(context: Context, survey: Survey, family: Family): Promise<ProofFact> {
  const { host, paths } = context;
  const variant = variantInForce(paths, family);
  const about = { mode: 'ipvs', family, ...(variant === undefined ? {} : { variant }) } as const;
  const base = nameOf(family);
  const tools = await shielded(context, variant, base);
  const pair = pairOf(paths, base);
  const ipset = paths.path('ipset');
  const lack = paths.lack(base) ?? paths.lack(`${base}-restore`) ?? paths.lack('ipset');
  if (tools === undefined || (pair === undefined && ipset === undefined)) {
    return staticProof(context, about, lack);
  }
  const task = ipvsTask(
    {
      pair,
      ipset,
      ipvsadm: paths.path('ipvsadm'),
      genl: paths.path('genl'),
      ip: paths.path('ip'),
      together: tools.find !== undefined,
    },
    family,
    survey.ipvsScheduler,
  );
  return proofFrom(context, about, await prove(host, tools, task), [], lack);
}
