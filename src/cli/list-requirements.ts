import { cnis } from '../catalog/cnis.ts';
import { isAtLeast } from '../catalog/release.ts';
import { type System, systemNamed, systemNames } from '../catalog/requirements/systems.ts';
import { releaseOf } from '../catalog/timeline.ts';
import { defaultRelease, parseRelease } from '../config/releases.ts';
import { suggest } from '../config/suggest.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { requirementDiff } from '../engine/requirement-diff.ts';
import { type Asked, requirementList } from '../engine/requirement-list.ts';
import type { RequirementDiff, RequirementList } from '../findings/requirement-list.ts';
import { escapeJson } from '../report/escape.ts';
import { requirementDiffMarkdown, requirementsMarkdown } from '../report/requirements-markdown.ts';
import { requirementDiffText, requirementsText } from '../report/requirements-text.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { reportOptions } from './output.ts';

const modes = ['iptables', 'nftables', 'ipvs', 'none'] as const;
const places = ['pod', 'host'] as const;
const families = ['ipv4', 'ipv6'] as const;
const roles = ['control-plane', 'worker'] as const;

/** The document that is asked for, in the format that is asked for. */
export async function listRequirements(flags: FlagValues, context: Context): Promise<string> {
  const asked = askedBy(flags);
  const range = flags.text('diff');
  const document = range === undefined ? requirementList(asked) : diffOf(range, asked, flags);
  return print(document, flags, context);
}

async function print(
  document: RequirementList | RequirementDiff,
  flags: FlagValues,
  context: Context,
): Promise<string> {
  const format = flags.text('output') ?? 'table';
  if (format === 'json') return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
  if (format === 'yaml') {
    const { stringify } = await import('yaml');
    return stringify(document, { aliasDuplicateObjects: false });
  }
  const isDiff = 'added' in document;
  if (format === 'markdown')
    return isDiff ? requirementDiffMarkdown(document) : requirementsMarkdown(document);
  const options = reportOptions(flags, context);
  return isDiff ? requirementDiffText(document, options) : requirementsText(document, options);
}

function askedBy(flags: FlagValues): Asked {
  const release = releaseNamed(flags.text('kubernetes-version') ?? defaultRelease, '--kubernetes-version');
  const role = roles.find((one) => one === flags.text('role'));
  const system = systemOf(flags.text('distro'));
  const ofFamilies = families.filter((one) => flags.list('families')?.includes(one) ?? true);
  const plugins = flags.list('cni') ?? [];
  return {
    mode: modes.find((one) => one === flags.text('mode')) ?? defaultMode(release),
    place: places.find((one) => one === flags.text('kube-proxy')) ?? 'pod',
    release,
    families: ofFamilies,
    cnis: cnis.filter((one) => plugins.includes(one)),
    components: flags.list('component') ?? [],
    ...(role === undefined ? {} : { role }),
    ...(system === undefined ? {} : { system }),
  };
}

/** What an unset mode means in a release. */
function defaultMode(release: string): Asked['mode'] {
  return isAtLeast(release, releaseOf('nftables', 'becomes-default')) ? 'nftables' : 'iptables';
}

function releaseNamed(word: string, where: string): string {
  const release = parseRelease(word)?.text;
  if (release !== undefined) return release;
  throw new UserError(
    `${where}: ${JSON.stringify(word)} is no Kubernetes release`,
    exitCodes.usage,
    'write it as v1.36 or v1.36.2',
  );
}

function systemOf(word: string | undefined): System | undefined {
  if (word === undefined) return undefined;
  const found = systemNamed(word);
  if (found !== undefined) return found;
  const near = suggest(word.replace(/[-: ]?[\d.]+$/u, ''), systemNames);
  throw new UserError(
    `--distro does not know ${JSON.stringify(word)}`,
    exitCodes.usage,
    near === undefined
      ? 'write the ID of /etc/os-release and the version: rhel10, debian, amzn2023'
      : `did you mean ${near}?`,
  );
}

function diffOf(range: string, asked: Asked, flags: FlagValues): RequirementDiff {
  const [from = '', to = '', ...surplus] = range.split('..');
  if (from === '' || to === '' || surplus.length > 0) throw badRange(range);
  const before = changed(from, asked);
  const after = changed(to, asked);
  if (before === undefined || after === undefined || before.what !== after.what) throw badRange(range);
  if (before.what === 'release' && flags.text('mode') === undefined) {
    // The mode that is left unset may be another one afterwards; that is a part of what changes.
    return requirementDiff(
      { ...before.asked, mode: defaultMode(before.asked.release) },
      { ...after.asked, mode: defaultMode(after.asked.release) },
    );
  }
  return requirementDiff(before.asked, after.asked);
}

function changed(word: string, asked: Asked): { readonly what: string; readonly asked: Asked } | undefined {
  const mode = modes.find((one) => one === word);
  if (mode !== undefined) return { what: 'mode', asked: { ...asked, mode } };
  const place = places.find((one) => one === word);
  if (place !== undefined) return { what: 'place', asked: { ...asked, place } };
  if (!/^v?\d/u.test(word)) return undefined;
  return { what: 'release', asked: { ...asked, release: releaseNamed(word, '--diff') } };
}

function badRange(range: string): UserError {
  return new UserError(
    `--diff wants two releases, modes or places with .. between, not ${JSON.stringify(range)}`,
    exitCodes.usage,
    'such as v1.32..v1.37, iptables..nftables or pod..host',
  );
}
