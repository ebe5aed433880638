import type { LogGroup, LogSummary } from '../findings/log-summary.ts';
import type { ReportOptions } from './report.ts';
import { createPen, type Pen, type Style } from './text/pen.ts';
import { setText } from './text/wrap.ts';

const styles: Readonly<Record<string, Style>> = {
  deprecated: 'caution',
  harmless: 'good',
  unclassified: 'doubt',
};
const labels: Readonly<Record<string, string>> = {
  'kernel-lacks': 'kernel lacks',
  'no-privilege': 'no privilege',
  'incompatible-rules': 'incompatible rules',
  'version-skew': 'version skew',
  hidden: 'cause hidden',
};
const margin = 6;

/** What the lines about the proxy's tools mean, each kind once. */
export function logsText(summary: LogSummary, options: ReportOptions): string {
  const pen = createPen(options);
  const shown = options.verbose ? summary.groups : summary.groups.filter(({ kind }) => kind !== 'harmless');
  const lines = shown.flatMap((group) => [...groupLines(pen, group), '']);
  return [...failures(pen, summary), ...lines, ...closing(pen, summary, shown.length)]
    .map((line) => `${line}\n`)
    .join('');
}

function failures(pen: Pen, { sources }: LogSummary): readonly string[] {
  return sources.flatMap(({ name, error }) =>
    error === undefined ? [] : [pen.line(`${name} cannot be read: ${error}`), ''],
  );
}

function groupLines(pen: Pen, group: LogGroup): readonly string[] {
  const { kind, component, count, first, last, means, todo, sample, here, releases, needsAction } = group;
  const style = styles[kind] ?? (needsAction ? 'bad' : 'note');
  const times = first === undefined ? '' : ` · ${first === last ? first : `${first} to ${last ?? ''}`}`;
  const head = `· ${component === '' ? '' : `${component} · `}${count === 1 ? 'once' : `${count} times`}${times}`;
  const row = (label: string, text: string) =>
    setText(pen, { at: 2, lead: { text: pen.line(label.padEnd(5)), style: 'faint' }, indent: margin + 2 }, [
      { text: pen.line(text) },
    ]);
  return [
    ...setText(pen, { at: 0, lead: { text: pen.line(labels[kind] ?? kind), style }, indent: 2 }, [
      { text: pen.line(head) },
    ]),
    ...row('says', means),
    ...(here === undefined ? [] : row('here', here)),
    ...(releases === '' ? [] : row('since', `written by ${releases}`)),
    ...row('line', sample),
    ...todo.flatMap((text) => row('do', text)),
  ];
}

function closing(pen: Pen, summary: LogSummary, shown: number): readonly string[] {
  const { groups, lines, plain, beyond, sources } = summary;
  const harmless = groups.length - shown;
  const action = groups.filter(({ needsAction }) => needsAction).length;
  const parts = [
    `${lines} ${lines === 1 ? 'line' : 'lines'} about the proxy's tools`,
    ...(plain > 0 ? [`${plain} of them plain notes`] : []),
    ...(harmless > 0 ? [`${harmless} harmless ${harmless === 1 ? 'kind' : 'kinds'} (-v shows them)`] : []),
    ...(beyond > 0 ? [`${beyond} more unclassified`] : []),
  ];
  // What was not read is not known to be well.
  const unread = sources.filter(({ error }) => error !== undefined).length;
  const gap = unread === 0 ? '' : `; ${unread} of ${sources.length} logs could not be read`;
  const verdict =
    action === 0
      ? `nothing ${unread === 0 ? '' : 'that was read '}needs action`
      : `${action} ${action === 1 ? 'kind needs' : 'kinds need'} action`;
  return [
    pen.line(parts.join(', ')),
    pen.paint({ text: pen.line(`${verdict}${gap}`), style: action + unread === 0 ? 'good' : 'bad' }),
  ];
}
