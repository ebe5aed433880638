import type {
  InstallLine,
  RequirementDiff,
  RequirementLine,
  RequirementList,
  RequirementSubject,
} from '../findings/requirement-list.ts';
import { displayWidth } from './display-width.ts';
import type { ReportOptions } from './report.ts';
import { createPen, pad, type Pen, type Style } from './text/pen.ts';
import { setText } from './text/wrap.ts';

export const kindTitles: Readonly<Record<string, string>> = {
  tool: 'tools',
  version: 'versions',
  'kernel-feature': 'kernel features',
  module: 'kernel modules',
  sysctl: 'sysctls',
  port: 'ports',
  file: 'files',
  resource: 'machine',
};

const styles = {
  required: 'strong',
  recommended: 'caution',
  optional: 'faint',
} as const satisfies Record<RequirementLine['severity'], Style>;

/** `Kubernetes v1.36.2, kube-proxy nftables (pod), IPv4 and IPv6`. */
export function subjectWords(subject: RequirementSubject): string {
  const { kubernetes, mode, kubeProxy, cnis, components, system, role } = subject;
  const proxy = mode === 'none' ? 'no kube-proxy' : `kube-proxy ${mode} (${kubeProxy})`;
  const families = subject.families.map((family) => (family === 'ipv6' ? 'IPv6' : 'IPv4')).join(' and ');
  return [`Kubernetes ${kubernetes}`, proxy, families, role, ...cnis, ...components, system]
    .filter((part) => part !== '')
    .join(', ');
}

/** A list for people, by kind; a long list of kernel features is folded unless all is asked for. */
export function requirementsText(list: RequirementList, options: ReportOptions): string {
  const pen = createPen(options);
  const kinds = [...new Set(list.requirements.map(({ kind }) => kind))];
  const manner = { all: options.verbose };
  const blocks = [
    heading(pen, 'requirements', subjectWords(list.subject)),
    ...kinds.map((kind) => [
      pen.paint({ text: kindTitles[kind] ?? kind, style: 'strong' }),
      ...kindLines(
        pen,
        list.requirements.filter((line) => line.kind === kind),
        manner,
      ),
    ]),
    installLines(pen, list.install),
    noteLines(pen, list.notes),
  ];
  return textOf(blocks);
}

/** What a change of release or mode asks of a node. */
export function requirementDiffText(diff: RequirementDiff, options: ReportOptions): string {
  const pen = createPen(options);
  const part = (title: string, sign: string, lines: readonly RequirementLine[]) =>
    lines.length === 0
      ? []
      : [
          pen.paint({ text: title, style: 'strong' }),
          ...kindLines(pen, lines, { all: options.verbose, sign }),
        ];
  const changed = diff.changed.flatMap((one) => [
    `  ~ ${pen.line(one.name)}  ${pen.paint({ text: pen.line(one.component), style: 'faint' })}`,
    ...one.changes.flatMap((change) => setText(pen, { at: 6, indent: 8 }, [{ text: pen.line(change) }])),
  ]);
  const isSame = diff.added.length + diff.removed.length + diff.changed.length === 0;
  const from = subjectWords(diff.before);
  return textOf([
    heading(pen, 'requirements', `${from} ${pen.line('→')} ${subjectWords(diff.after)}`),
    part('needed now', '+', diff.added),
    part('no longer needed', '-', diff.removed),
    changed.length === 0 ? [] : [pen.paint({ text: 'changed', style: 'strong' }), ...changed],
    isSame ? ['no requirement changes'] : [],
    noteLines(pen, diff.notes),
  ]);
}

function textOf(blocks: readonly (readonly string[])[]): string {
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading(pen: Pen, title: string, words: string): string[] {
  return setText(pen, { at: 0, lead: { text: title, style: 'strong' }, indent: 2 }, [
    { text: pen.line(words) },
  ]);
}

interface Manner {
  readonly all: boolean;
  /** `+`, `-`, or none. */
  readonly sign?: string;
}

/** The lines of one kind. What differs by name alone is told once, and features are folded, unless all is asked for. */
function kindLines(pen: Pen, lines: readonly RequirementLine[], manner: Manner): string[] {
  if (manner.all) return lines.flatMap((line) => requirementLines(pen, [line], manner));
  const [features, others] = [true, false].map((isFeature) =>
    lines.filter(({ kind }) => (kind === 'kernel-feature') === isFeature),
  );
  const groups = Map.groupBy(others ?? [], ({ name, component, severity, neededBy, purpose }) =>
    [component, severity, ...neededBy, purpose.replaceAll(name, '')].join('\0'),
  );
  return [
    ...[...groups.values()].flatMap((own) => requirementLines(pen, own, manner)),
    ...foldedLines(pen, features ?? [], manner),
  ];
}

const nameColumns = 30;
const weightWords = {
  required: 'required by',
  recommended: 'recommended for',
  optional: 'optional for',
} as const satisfies Record<RequirementLine['severity'], string>;

function requirementLines(pen: Pen, lines: readonly RequirementLine[], { all, sign }: Manner): string[] {
  const [line] = lines;
  if (line === undefined) return [];
  const names = lines.map(({ name, need }) => [name, need].filter((part) => part !== '').join(' '));
  const at = sign === undefined ? 2 : 4;
  const name = pen.line(names.join(', '));
  const who = [
    { text: weightWords[line.severity], style: styles[line.severity] },
    { text: ` ${pen.line(line.neededBy.join(', '))}` },
  ];
  const head =
    displayWidth(name) <= nameColumns
      ? setText(pen, { at, lead: { text: pad(name, nameColumns), style: 'strong' }, indent: at + 4 }, who)
      : [
          ...setText(pen, { at, indent: at + 4 }, [{ text: name, style: 'strong' }]),
          ...setText(pen, { at: at + nameColumns + 1, indent: at + nameColumns + 3 }, who),
        ];
  const details = all
    ? [
        `without it: ${line.without}`,
        ...(line.where.length > 0 ? [`where: ${line.where.join(', ')}`] : []),
        ...(line.modules.length > 0 ? [`modules: ${line.modules.join(', ')}`] : []),
        [line.check === '' ? '' : `check ${line.check}`, `source ${line.source}`].filter(Boolean).join('; '),
      ]
    : [];
  return [
    ...head.map((text, index) => (index === 0 && sign !== undefined ? `  ${sign}${text.slice(3)}` : text)),
    ...[line.purpose, ...details].flatMap((text) =>
      setText(pen, { at: at + 4, indent: at + 4 }, [{ text: pen.line(text), style: 'faint' }]),
    ),
  ];
}

/** `kube-proxy  required  31 features: nf_tables, nft_ct, …`. */
function foldedLines(pen: Pen, lines: readonly RequirementLine[], { sign }: Manner): string[] {
  const groups = Map.groupBy(lines, ({ component, severity }) => `${component}\0${severity}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const modules = [...new Set(own.flatMap((line) => line.modules))];
    const plain = own.filter((line) => line.modules.length === 0).map(({ name }) => name);
    const count = own.length === 1 ? '1 kernel feature' : `${own.length} kernel features`;
    const mark = sign === undefined ? '' : `${sign} `;
    const lead = `${mark}${count}, ${weightWords[first.severity]} ${first.component}:`;
    return setText(pen, { at: 2, lead: { text: lead, style: styles[first.severity] }, indent: 6 }, [
      { text: pen.line([...modules, ...plain].join(', ')) },
    ]);
  });
}

function installLines(pen: Pen, install: readonly InstallLine[]): string[] {
  const lines = install.flatMap(({ system, command, modules, notes }) => {
    const words = command === '' ? (notes[0] ?? 'nothing to install') : command;
    const lead = { text: pad(pen.line(system), 28), style: 'faint' } as const;
    return [
      // Commands are to be copied: never broken.
      command === ''
        ? setText(pen, { at: 2, lead, indent: 31 }, [{ text: pen.line(words) }])
        : [`  ${pen.paint(lead)} ${pen.line(command)}`],
      modules === '' ? [] : [`${' '.repeat(31)}${pen.line(modules)}  # where a module is missing`],
      ...(command === '' ? [] : notes).map((note) =>
        setText(pen, { at: 31, indent: 31 }, [{ text: pen.line(`note: ${note}`) }]),
      ),
    ].flat();
  });
  return lines.length === 0 ? [] : [pen.paint({ text: 'install, as root', style: 'strong' }), ...lines];
}

function noteLines(pen: Pen, notes: readonly { readonly says: string; readonly source: string }[]): string[] {
  if (notes.length === 0) return [];
  return [
    pen.paint({ text: 'notes', style: 'strong' }),
    ...notes.flatMap(({ says, source }) =>
      setText(pen, { at: 2, lead: { text: '-', style: 'faint' }, indent: 4 }, [
        { text: pen.line(says) },
        { text: ` ${pen.line(`(${source})`)}`, style: 'faint' },
      ]),
    ),
  ];
}
