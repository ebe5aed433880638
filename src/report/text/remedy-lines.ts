import type { Remedy } from '../../findings/finding.ts';
import type { Pen } from './pen.ts';
import { setText } from './wrap.ts';

/** Commands are never wrapped or decorated: a line selected with the mouse must run as it is. */
function commands(pen: Pen, indent: number, list: readonly string[]): string[] {
  return list.flatMap((command) =>
    pen.lines(command).map((line) => (line === '' ? '' : ' '.repeat(indent) + line)),
  );
}

function step(pen: Pen, indent: number, heading: string, list: readonly string[] | undefined): string[] {
  if (list === undefined || list.length === 0) return [];
  return [
    ...setText(pen, { at: indent, indent }, [{ text: heading, style: 'faint' }]),
    ...commands(pen, indent + 2, list),
  ];
}

/** One remedy: what, the commands for now, for good, and to see that it helped. */
export function remedyLines(pen: Pen, at: number, label: string, remedy: Remedy): string[] {
  const indent = at + 6;
  const what = setText(pen, { at, lead: { text: label, style: 'good' }, indent }, [
    { text: pen.line(remedy.what) },
  ]);
  return [
    ...what,
    ...commands(pen, indent + 2, remedy.now ?? []),
    ...step(pen, indent, 'to keep it after a reboot:', remedy.persistent),
    ...step(pen, indent, 'to check:', remedy.verify),
  ];
}
