import { type Fact, known, unknown } from '../probes/fact.ts';
import type { FactMap, ProbeName } from '../probes/facts.ts';
import type { Survey } from '../probes/probe.ts';
import type { Held } from './facts-for.ts';
import { heldCri, heldImages } from './held-cri.ts';
import { heldCustom } from './held-custom.ts';
import { heldNetfilter } from './held-netfilter.ts';
import { heldPorts } from './held-ports.ts';

/** For each probe whose answer depends on what was asked: what it answers to another survey. */
export type Answers = { readonly [K in ProbeName]?: (value: FactMap[K]) => Fact<FactMap[K]> };

/** Probes that are not named here ask the same of every host. */
export function answersTo(held: Held, survey: Survey): Answers {
  const { asked } = held;
  return {
    // A path that was not looked at is not there: the checks tell it from one that could not be told.
    paths: ({ byPath }) => known({ byPath: heldPaths(byPath, survey.paths) }),
    ports: (value) => known(heldPorts(value, held, survey)),
    tools: (value) => known(heldTools(value, survey)),
    netfilter: (value) => known(heldNetfilter(value, asked, survey)),
    rules: (value) => known(heldRules(value, survey)),
    names: (value) =>
      value.name === survey.nodeName
        ? known(value)
        : notAsked(`the name ${value.name} was looked up, not ${survey.nodeName}`),
    resolver: (value) => heldResolver(value, held, survey),
    proxies: (value) => heldProxies(value, held, survey),
    cri: (value) => heldCri(value, asked.cri, survey.cri),
    images: (value) => heldImages(value, held, survey.cri),
    etcd: (value) =>
      isSame(asked.etcd, survey.etcd)
        ? known(value)
        : notAsked(
            `etcd was asked at ${listed(asked.etcd.endpoints)}, not at ${listed(survey.etcd.endpoints)}`,
          ),
    certificates: (value) =>
      value.directory === survey.certificatesDir
        ? known(value)
        : notAsked(`certificates were looked at in ${value.directory}, not in ${survey.certificatesDir}`),
    custom: (value) => known(heldCustom(value, survey.custom)),
  };
}

/** The words of every answer that these facts do not hold. */
function notAsked(what: string): Fact<never> {
  return unknown('not-collected', `when the facts were collected ${what}`);
}

type Paths = FactMap['paths']['byPath'];

function heldPaths(byPath: Paths, paths: readonly string[]): Paths {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const fact = byPath[path];
      return fact === undefined ? [] : [[path, fact]];
    }),
  );
}

function heldTools({ searched, byName, modulesLoaded }: FactMap['tools'], survey: Survey): FactMap['tools'] {
  // Whatever was looked for then may be of use; what was not is unknown, and not absent.
  const missing = survey.tools.filter((name) => !Object.hasOwn(byName, name));
  const unseen = fromEntries(missing, (name) => ({
    name,
    state: 'unknown' as const,
    detail: 'it was not looked for when the facts were collected',
    links: [],
  }));
  return { searched, byName: { ...byName, ...unseen }, modulesLoaded };
}

/** A plan of mode nftables alone asks for no rules of iptables-nft. */
function heldRules(value: FactMap['rules'], { modes, countRules }: Survey): FactMap['rules'] {
  if (countRules === true || modes.some((mode) => mode !== 'nftables')) return value;
  return { ...value, saved: value.saved.filter(({ variant }) => variant !== 'nft') };
}

function heldResolver(
  value: FactMap['resolver'],
  { asked }: Held,
  { resolvConf }: Survey,
): Fact<FactMap['resolver']> {
  if (isSame(asked.resolvConf, resolvConf)) return known(value);
  return notAsked(`the file of resolvers was ${asked.resolvConf.path}, not ${resolvConf.path}`);
}

function heldProxies(
  value: FactMap['proxies'],
  { asked }: Held,
  { proxiedUnits }: Survey,
): Fact<FactMap['proxies']> {
  const unseen = proxiedUnits.filter((unit) => !asked.proxiedUnits.includes(unit));
  if (unseen.length > 0) return notAsked(`the environment of ${listed(unseen)} was not read`);
  const others = asked.proxiedUnits.filter((unit) => !proxiedUnits.includes(unit));
  return known({
    ...value,
    units: value.units.filter(({ unit }) => proxiedUnits.includes(unit)),
    unread: value.unread.filter((line) => !others.some((unit) => line.includes(`/${unit}`))),
  });
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'no address' : words.join(', ');
}

/** Both come from the same makers, which set keys in one order; a document brings them sorted. */
function isSame(one: object, other: object): boolean {
  return sortedText(one) === sortedText(other);
}

function sortedText(value: object): string {
  return JSON.stringify(value, Object.keys(value).toSorted());
}

function fromEntries<T>(keys: readonly string[], valueOf: (key: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)]));
}
