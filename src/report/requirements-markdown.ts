import type {
  InstallLine,
  ListNote,
  RequirementDiff,
  RequirementLine,
  RequirementList,
} from '../findings/requirement-list.ts';
import { markdownCell, markdownCode, markdownTable } from './markdown-table.ts';
import { kindTitles, subjectWords } from './requirements-text.ts';

/** The same as the table for people, for a wiki or a page. */
export function requirementsMarkdown(list: RequirementList): string {
  return [
    `# What a node needs\n\n${markdownCell(subjectWords(list.subject))}\n`,
    requirementTables(list.requirements, 2),
    `## Packages\n\n${installTable(list.install)}`,
    list.notes.length === 0 ? '' : `## Notes\n\n${noteList(list.notes)}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

export function requirementDiffMarkdown(diff: RequirementDiff): string {
  const rows = diff.changed.map(({ name, component, changes }) => [
    markdownCode(name),
    component,
    markdownCell(changes.join('; ')),
  ]);
  return [
    `# What changes for a node\n\n${markdownCell(`${subjectWords(diff.before)} → ${subjectWords(diff.after)}`)}\n`,
    section('Needed now', diff.added),
    section('No longer needed', diff.removed),
    rows.length === 0 ? '' : `## Changed\n\n${markdownTable(['what', 'component', 'change'], rows)}`,
    diff.notes.length === 0 ? '' : `## Notes\n\n${noteList(diff.notes)}`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function section(title: string, lines: readonly RequirementLine[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${requirementTable(lines)}`;
}

/** One table for each kind. @param level of the headings */
export function requirementTables(lines: readonly RequirementLine[], level: number): string {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const title = kindTitles[kind] ?? kind;
      const heading = `${'#'.repeat(level)} ${title.charAt(0).toUpperCase()}${title.slice(1)}`;
      const own = lines.filter((line) => line.kind === kind);
      return `${heading}\n\n${kind === 'kernel-feature' ? featureTable(own) : requirementTable(own)}`;
    })
    .join('\n');
}

function releases({ from, until }: RequirementLine): string {
  if (from === '' && until === '') return 'all';
  if (until === '') return `from ${from}`;
  return from === '' ? `before ${until}` : `${from} to before ${until}`;
}

function requirementTable(lines: readonly RequirementLine[]): string {
  return markdownTable(
    ['what', 'how', 'where', 'releases', 'needed by', 'for what', 'without it', 'weight', 'check', 'source'],
    lines.map((line) => [
      markdownCode(line.name),
      markdownCell(line.need),
      markdownCell(line.where.join(', ')),
      releases(line),
      markdownCell(line.neededBy.join(', ')),
      markdownCell(line.purpose),
      markdownCell(line.without),
      line.severity,
      markdownCode(line.check),
      markdownCell(line.source),
    ]),
  );
}

function featureTable(lines: readonly RequirementLine[]): string {
  return markdownTable(
    ['feature', 'by whom', 'by these words', 'modules', 'for what', 'weight', 'source'],
    lines.map((line) => [
      markdownCode(line.name),
      line.component,
      markdownCode(line.need),
      line.modules.map(markdownCode).join(', '),
      markdownCell(line.purpose),
      line.severity,
      markdownCell(line.source),
    ]),
  );
}

export function installTable(install: readonly InstallLine[]): string {
  return markdownTable(
    ['system', 'command, as root', 'where a kernel module is missing', 'to know'],
    install.map(({ system, command, modules, notes }) => [
      markdownCell(system),
      markdownCode(command),
      markdownCode(modules),
      markdownCell(notes.join(' ')),
    ]),
  );
}

export function noteList(notes: readonly ListNote[]): string {
  return notes.map(({ says, source }) => `- ${markdownCell(says)} (${markdownCell(source)})\n`).join('');
}
