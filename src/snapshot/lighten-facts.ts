import type { InterfaceAddress } from '../host/host.ts';
import type { Fact } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import type { NetworkFacts } from '../probes/network/facts.ts';
import type { NftChain, RulesFacts, SavedChain } from '../probes/rules/facts.ts';

/**
 * A node that has long been in a large cluster has tens of thousands of chains, routes and addresses. What a
 * check asks of them is kept: every base chain, and of names of one kind enough to know that there are some.
 */
export interface Lightened {
  readonly facts: Facts;
  /** What was cut: `facts.rules: 18000 names of chains`. */
  readonly truncated: readonly string[];
}

const sameKind = 16;
const ofTable = 256;
const mostLinks = 256;
const mostRoutes = 512;
const mostAddresses = 512;

export function lightenFacts(facts: Facts): Lightened {
  const cuts = new Map<string, number>();
  const cut = (what: string, count: number): void => {
    if (count > 0) cuts.set(what, (cuts.get(what) ?? 0) + count);
  };
  const rules = lightened(facts.rules, (value) => lightRules(value, cut));
  const network = lightened(facts.network, (value) => lightNetwork(value, cut));
  return {
    facts: {
      ...facts,
      ...(rules === undefined ? {} : { rules }),
      ...(network === undefined ? {} : { network }),
    },
    truncated: [...cuts].map(([what, count]) => what.replace('#', String(count))),
  };
}

type Cut = (what: string, count: number) => void;

function lightened<T>(fact: Fact<T> | undefined, lighten: (value: T) => T): Fact<T> | undefined {
  return fact?.known === true ? { known: true, value: lighten(fact.value) } : fact;
}

function lightRules(rules: RulesFacts, cut: Cut): RulesFacts {
  const names = 'facts.rules: # names of chains';
  const lightNft = (chains: readonly NftChain[]): readonly NftChain[] =>
    fewOfEach(
      chains,
      ({ hook }) => hook !== undefined,
      ({ family, table }) => `${family} ${table}`,
      names,
      cut,
    );
  const lightSaved = (chains: readonly SavedChain[]): readonly SavedChain[] =>
    fewOfEach(
      chains,
      ({ policy }) => policy !== undefined,
      ({ table }) => table,
      names,
      cut,
    );
  return {
    ...rules,
    nft: lightened(rules.nft, (nft) => ({ ...nft, chains: lightNft(nft.chains) })) ?? rules.nft,
    saved: rules.saved.map((one) => ({
      ...one,
      saved: lightened(one.saved, (saved) => ({ ...saved, chains: lightSaved(saved.chains) })) ?? one.saved,
    })),
    ipsets:
      lightened(rules.ipsets, (sets) => fewNames(sets, 'facts.rules: # names of sets', cut)) ?? rules.ipsets,
    links: lightened(rules.links, (list) => lightLinks(list, cut)) ?? rules.links,
  };
}

interface Named {
  readonly name: string;
}

/** Keeps all that are special, and of each kind and of each table a few, in their order. */
function fewOfEach<T extends Named>(
  list: readonly T[],
  isSpecial: (one: T) => boolean,
  placeOf: (one: T) => string,
  what: string,
  cut: Cut,
): readonly T[] {
  const counts = new Map<string, number>();
  const isFew = (key: string, most: number): boolean => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most;
  };
  const kept = list.filter((one) => {
    if (isSpecial(one)) return true;
    const place = placeOf(one);
    return isFew(`${place} ${kindOf(one.name)}`, sameKind) && isFew(place, ofTable);
  });
  cut(what, list.length - kept.length);
  return kept;
}

/** `KUBE-SVC-…`, `service-…`, `cali-tw-…`: the name up to what looks drawn by lot. */
function kindOf(name: string): string {
  return name.replace(/(?:[A-Z0-9]{8,}|[A-Za-z0-9_]*\d[A-Za-z0-9_]{4,}|\/).*$/u, '*');
}

function fewNames(names: readonly string[], what: string, cut: Cut): readonly string[] {
  const named = names.map((name) => ({ name }));
  return fewOfEach(
    named,
    () => false,
    () => '',
    what,
    cut,
  ).map(({ name }) => name);
}

/** Ends of containers' links: one for each pod. */
const podLink = /^(?:veth|cali|lxc|tap|eni|azv|gke)[0-9a-f]+/u;

function lightLinks(links: readonly string[], cut: Cut): readonly string[] {
  const pods = links.filter((name) => podLink.test(name));
  const others = links.filter((name) => !podLink.test(name));
  const kept = [...others, ...pods.slice(0, sameKind)].slice(0, mostLinks);
  cut('facts.rules: # links', links.length - kept.length);
  return kept;
}

function lightNetwork(network: NetworkFacts, cut: Cut): NetworkFacts {
  const { addresses, unread } = network;
  const routes = network.routes.length > mostRoutes ? notOfPlugins(network.routes) : network.routes;
  const own = addresses.filter((one) => !isOfMany(one, addresses.length));
  cut('facts.network: # addresses', addresses.length - own.length);
  const kept = routes.slice(0, mostRoutes);
  cut('facts.network: # routes', network.routes.length - kept.length);
  return {
    ...network,
    addresses: own,
    routes: kept,
    truncated: network.truncated || kept.length < routes.length,
    // A route that was cut might be in the way of a subnet.
    unread: [...unread, ...(kept.length < routes.length ? [`more than ${mostRoutes} routes`] : [])],
  };
}

/** Routes of network plugins are the cluster's own, and in nobody's way. */
const ofPlugin = /^(?:cni|flannel|cali|tunl|vxlan|cilium|lxc|veth|weave|kube-|antrea)/u;

function notOfPlugins(routes: NetworkFacts['routes']): NetworkFacts['routes'] {
  return routes.filter(({ device }) => !ofPlugin.test(device));
}

/** An IPVS node has the address of every Service on one link, and the link of each pod has its own. */
function isOfMany({ name }: InterfaceAddress, count: number): boolean {
  return count > mostAddresses && (name === 'kube-ipvs0' || podLink.test(name));
}
