import { Ajv } from 'ajv';
import type { Judgement } from '../../src/findings/judgement.ts';
import { sarifSchema } from '../report/sarif-schema.ts';

/** What is wrong with the form of a printed report; undefined: nothing. */
export type FormFault = (printed: string, told: Judgement | undefined) => string | undefined;

const sarif = new Ajv({ strict: true }).compile(sarifSchema);

function json(printed: string): string | undefined {
  JSON.parse(printed);
  return undefined;
}

function sarifForm(printed: string): string | undefined {
  return sarif(JSON.parse(printed)) ? undefined : JSON.stringify(sarif.errors);
}

const attribute = /\s+[\w:-]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*"/u.source;
const token = new RegExp(
  `<\\?xml[^<>]*\\?>|<!doctype html>|<([a-z][\\w-]*)((?:${attribute})*)\\s*(/?)>|</([a-z][\\w-]*)>|(?:[^<&]|&(?:amp|lt|gt|quot|apos);)+`,
  'giuy',
);

/** Every element is closed in its turn, attributes are quoted, and no sign stands bare. */
function elementFault(text: string, isEmpty: (name: string) => boolean): string | undefined {
  const open: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (found === null) return `bare: ${JSON.stringify(text.slice(at, at + 120))}`;
    const [, opened, , closedAtOnce, closed] = found;
    if (opened !== undefined && closedAtOnce === '' && !isEmpty(opened)) open.push(opened);
    if (closed !== undefined && open.pop() !== closed) return `${closed} is closed, but not opened`;
  }
  return open.length === 0 ? undefined : `not closed: ${open.join(' ')}`;
}

function junit(printed: string, told: Judgement | undefined): string | undefined {
  if (/[\ufffe\uffff]/u.test(printed)) return 'holds what XML forbids';
  const cases = printed.match(/<testcase /gu)?.length ?? 0;
  if (told !== undefined && cases !== told.findings.length) return `${cases} cases`;
  return elementFault(printed, () => false);
}

function html(printed: string): string | undefined {
  const scripts = [...printed.matchAll(/<script\b[^>]*>(.*?)<\/script>/gsu)].map(
    ([, content]) => content ?? '',
  );
  if (scripts.length !== 2) return `${scripts.length} scripts`;
  JSON.parse(scripts[0] ?? '');
  const bare = printed.replaceAll(/(<(script|style)\b[^>]*>).*?(<\/\2>)/gsu, '$1$3');
  return elementFault(bare, (name) => ['meta', 'link'].includes(name));
}

function github(printed: string, told: Judgement | undefined): string | undefined {
  const lines = printed.trimEnd().split('\n');
  const commands = lines.filter((line) => line.trimStart().startsWith('::'));
  const shape = /^::(?:error|warning|notice) title=[^,:]*(?:,file=[^,:]+,line=\d+,col=\d+)?::/u;
  const forged = commands.find((line) => !shape.test(line));
  if (forged !== undefined) return `forged: ${forged}`;
  // The runner takes its older commands anywhere in a line that is none of the newer.
  const older = lines.find((line) => !commands.includes(line) && line.includes('##['));
  if (older !== undefined) return `forged: ${older}`;
  const wanted = told?.findings.filter(({ verdict }) => verdict !== 'pass').length ?? 0;
  return commands.length === wanted ? undefined : `${commands.length} commands`;
}

const sample = /^kube_preflight_\w+(?:\{(?:\w+="(?:[^"\\\n]|\\[\\"n])*",?)*\})? [-+.\de]+$/u;

function prometheus(printed: string): string | undefined {
  const lines = printed
    .trimEnd()
    .split('\n')
    .filter((line) => !/^# (?:HELP|TYPE) kube_preflight_\w+ /u.test(line));
  const odd = lines.find((line) => !sample.test(line));
  if (odd !== undefined) return `odd: ${odd}`;
  const series = lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
  const twice = series.find((one, index) => series.indexOf(one) !== index);
  return twice === undefined ? undefined : `twice: ${twice}`;
}

function oneLine(printed: string): string | undefined {
  return /^[ -~]{1,79}\n$/u.test(printed) ? undefined : 'is not one line of ASCII of at most 80 bytes';
}

/** Takes the code spans out of a line, as CommonMark finds them; undefined: a fence is left. */
function withoutCode(line: string): string {
  let left = '';
  for (let at = 0; at < line.length;) {
    if (line[at] === '\\') {
      left += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const run = /^`+/u.exec(line.slice(at))?.[0] ?? '';
    const end = run === '' ? -1 : endOfSpan(line, at + run.length, run.length);
    if (end !== -1) {
      at = end;
      continue;
    }
    left += run === '' ? (line[at] ?? '') : run;
    at += Math.max(1, run.length);
  }
  return left;
}

function endOfSpan(line: string, from: number, length: number): number {
  for (const found of line.slice(from).matchAll(/`+/gu)) {
    if (found[0].length === length) return from + found.index + length;
  }
  return -1;
}

function markdown(printed: string): string | undefined {
  for (const line of printed.split('\n')) {
    const prose = withoutCode(line);
    if (/(?<!\\)`/u.test(prose) && !line.startsWith('<details')) return `a fence is left open: ${line}`;
    const tags = [...prose.matchAll(/(?<!\\)<(\/?[a-z!?]+)/giu)].map(([, name]) => name ?? '');
    const strange = tags.find(
      (name) => !['details', '/details', 'summary', '/summary', 'b', '/b'].includes(name),
    );
    if (strange !== undefined) return `the tag ${strange}: ${line}`;
  }
  return tableFault(printed);
}

/** Rows of one table have one number of cells. */
function tableFault(printed: string): string | undefined {
  let wanted: number | undefined;
  for (const line of printed.split('\n')) {
    if (!line.startsWith('| ')) {
      wanted = undefined;
      continue;
    }
    const cells = line.replaceAll('\\\\', '').replaceAll('\\|', '').split('|').length;
    if (wanted !== undefined && cells !== wanted) return `${cells} cells and not ${wanted}: ${line}`;
    wanted = cells;
  }
  return undefined;
}

/** By format; what is not named has no form beyond its signs. */
export const formFaults: Readonly<Record<string, FormFault>> = {
  json,
  'fleet json': json,
  sarif: sarifForm,
  junit,
  'fleet junit': junit,
  html,
  'fleet html': html,
  github,
  prometheus,
  npd: oneLine,
  nagios: oneLine,
  markdown,
  'fleet markdown': markdown,
};
