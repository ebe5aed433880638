import { known } from '../fact.ts';
import type { Probe, Survey } from '../probe.ts';
import { createVersionAsker, type VersionAsker } from './ask-version.ts';
import type { PassedOver, ToolFact } from './facts.ts';
import { createInspector, type Inspection, type Inspector } from './inspect.ts';
import { hasNetfilterSocket } from './netfilter-socket.ts';
import { isVariantName, proxyTools, type VersionSource, versionSourceOf } from './proxy-tools.ts';
import { type Place, type Search, searchDirectories } from './search.ts';
import { type ImageLook, lookAtImage, toldByFiles } from './told-by-files.ts';

export const toolsProbe: Probe<'tools'> = {
  name: 'tools',
  // Two attempts at a version, 2 s each, and the reads before them.
  deadlineMs: 8000,
  async run(host, survey) {
    const [search, netfilterBefore] = await Promise.all([searchDirectories(host), hasNetfilterSocket(host)]);
    const mayAsk = !survey.readOnly || netfilterBefore === true;
    const inspector = createInspector(host);
    const asker = mayAsk ? createVersionAsker(host) : undefined;
    const ofImage = host.image === undefined ? {} : { ofImage: await lookAtImage(host) };
    const looker: Looker = { inspector, asker, survey, ...ofImage };
    const names = [...new Set([...proxyTools, ...survey.tools])];
    const first = await lookForAll(names, search, looker);
    // Where a tool of the plan fails, the others are the way out: now it matters whether they work.
    const facts = isAllWell(first, survey) ? first : await lookForAll(names, search, askingAll(looker));
    const loaded = mayAsk && netfilterBefore === false && (await hasNetfilterSocket(host)) === true;
    return known({
      searched: search.searched,
      byName: Object.fromEntries(facts.map((fact) => [fact.name, fact])),
      modulesLoaded: loaded ? ['nfnetlink'] : [],
    });
  },
};

/** Whether the tools that the plan uses are all there and work. */
function isAllWell(facts: readonly ToolFact[], { askVersionOf }: Survey): boolean {
  return (askVersionOf ?? []).every((name) => facts.find((fact) => fact.name === name)?.state === 'sound');
}

function askingAll(looker: Looker): Looker {
  const { askVersionOf: _, ...survey } = looker.survey;
  return { ...looker, survey };
}

/** How a search judges what it finds. */
interface Looker {
  readonly inspector: Inspector;
  /** undefined: nothing may be run, for it could load a module. */
  readonly asker: VersionAsker | undefined;
  readonly survey: Survey;
  /** Of an image, of which nothing is run. */
  readonly ofImage?: ImageLook;
}

type Sound = Extract<Inspection, { state: 'sound' }>;

/** How far the search for one name has come. */
interface Trail {
  readonly name: string;
  /** Seen, and skipped as any search for programs skips it. */
  readonly skipped: readonly ToolFact[];
  /** Where the search stands, unless it came to its end. */
  readonly found?: { readonly fact: ToolFact; readonly sound?: Sound };
  readonly ahead: readonly Place[];
}

/**
 * Looks for all at once, but asks in the order of the names: of those that share a file the first
 * is run. Each is asked as soon as it and those before it are found.
 */
export async function lookForAll(
  names: readonly string[],
  search: Search,
  looker: Looker,
): Promise<readonly ToolFact[]> {
  const trails = names.map((name) => startTrail(name, search, looker));
  const facts: Promise<ToolFact>[] = [];
  for (const trail of trails) facts.push(judgeTrail(await trail, search, looker));
  return Promise.all(facts);
}

async function startTrail(name: string, search: Search, looker: Looker): Promise<Trail> {
  return advance({ name, skipped: [], ahead: await search.places(name) }, looker);
}

/** Goes on to the next place whose file would be run, whether or not that will work. */
async function advance(trail: Trail, { inspector }: Looker): Promise<Trail> {
  const { name } = trail;
  const skipped = [...trail.skipped];
  for (const [index, { path, inUserPath }] of trail.ahead.entries()) {
    const ahead = trail.ahead.slice(index + 1);
    const inspection = await inspector.inspect(path);
    const base = { name, path, inUserPath, links: inspection.links };
    if (inspection.state === 'sound') {
      return { name, skipped, ahead, found: { fact: { ...base, state: 'sound' }, sound: inspection } };
    }
    const { state, fault, detail } = inspection;
    const fact = { ...base, state, fault, detail };
    if (!inspection.skipped) return { name, skipped, ahead, found: { fact } };
    skipped.push(fact);
  }
  return { name, skipped, ahead: [] };
}

async function judgeTrail(trail: Trail, search: Search, looker: Looker): Promise<ToolFact> {
  if (trail.found === undefined) return explainMissing(trail, search);
  const { fact, sound } = trail.found;
  const judged = sound === undefined ? fact : await askVersion(fact, sound, looker);
  if (judged.fault !== 'unsafe-path') return { ...judged, ...passedOver(trail.skipped) };
  // The user's PATH may name a place that root must not trust; the system's own tool is behind it.
  const further = await advance({ ...trail, skipped: [...trail.skipped, judged] }, looker);
  return judgeTrail(further, search, looker);
}

async function askVersion(fact: ToolFact, sound: Sound, looker: Looker): Promise<ToolFact> {
  const { asker, survey } = looker;
  const source = versionSourceOf(fact.name);
  if (source === undefined || fact.path === undefined) return fact;
  if (looker.ofImage !== undefined) return toldByFiles(fact, looker.ofImage);
  if (asker === undefined) {
    return {
      ...fact,
      detail: 'version not asked for: in a read-only run, asking could load a kernel module',
    };
  }
  if (!isWanted(fact.name, source, survey) && !asker.hasAsked(source, sound)) return fact;
  return { ...fact, ...(await asker.ask(fact.name, fact.path, source, sound)) };
}

/** The variant that is not in force is run only on request: nothing of the plan depends on it. */
function isWanted(name: string, source: VersionSource, survey: Survey): boolean {
  if (survey.askVersionOf === undefined) return true;
  return (
    survey.askVersionOf.some((one) => one === source) &&
    (survey.variant !== 'in-force' || !isVariantName(name))
  );
}

/** Nothing would be run: the first thing that was skipped says why, else the tool is absent. */
function explainMissing({ name, skipped }: Trail, search: Search): ToolFact {
  const best = skipped.find((fact) => fact.state === 'unknown') ?? skipped[0];
  if (best !== undefined) return { ...best, ...passedOver(skipped.filter((fact) => fact !== best)) };
  const [hidden] = search.hidden;
  if (hidden === undefined) return { name, state: 'absent', links: [] };
  const fault = hidden.endsWith('EACCES') ? 'no-privilege' : 'failed';
  return { name, state: 'unknown', fault, detail: `cannot look into ${hidden}`, links: [] };
}

function passedOver(facts: readonly ToolFact[]): Pick<ToolFact, 'passedOver'> {
  const list = facts.flatMap(({ path, fault, detail }): PassedOver[] =>
    path === undefined || fault === undefined ? [] : [{ path, fault, detail: detail ?? '' }],
  );
  return list.length === 0 ? {} : { passedOver: list };
}
