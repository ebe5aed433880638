/** One assignment of a unit file: `Environment=`, `EnvironmentFile=`, `DefaultEnvironment=`. */
export interface UnitLine {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** systemd.syntax(7): sections, assignments, comments, and lines that go on after a backslash. */
export function parseUnitFile(text: string): readonly UnitLine[] {
  const lines: UnitLine[] = [];
  let section = '';
  let pending = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (/^[#;]/u.test(line) || (line === '' && pending === '')) continue;
    if (line.endsWith('\\')) {
      pending += `${line.slice(0, -1)} `;
      continue;
    }
    const whole = pending + line;
    pending = '';
    section = /^\[([^\]]*)\]$/u.exec(whole)?.[1] ?? section;
    const [, key, value] = /^([A-Za-z]+)\s*=\s*(.*)$/u.exec(whole) ?? [];
    if (key !== undefined && value !== undefined) lines.push({ section, key, value });
  }
  return lines;
}

type Pair = readonly [string, string];

/** The value of `Environment=`: assignments between blanks, with quotes around any part of them. */
export function parseAssignments(value: string): readonly Pair[] {
  const words = value.match(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\\.|[^\s"'\\])+/gu) ?? [];
  return words.flatMap((word) => pairOf(unquote(word).replaceAll('%%', '%')));
}

/** A file of `EnvironmentFile=`: one assignment a line. */
export function parseEnvironmentFile(text: string): readonly Pair[] {
  return text.split('\n').flatMap((raw) => {
    const line = raw.trim();
    if (line === '' || /^[#;]/u.test(line)) return [];
    const [pair] = pairOf(line.replace(/^export\s+/u, ''));
    return pair === undefined ? [] : [[pair[0].trim(), unquote(pair[1].trim())] as const];
  });
}

function pairOf(text: string): readonly Pair[] {
  const equals = text.indexOf('=');
  return equals < 1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]];
}

function unquote(text: string): string {
  return text.replaceAll(
    /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\\(.)/gu,
    (_, double?: string, single?: string, escaped?: string) =>
      escaped ?? (double ?? single ?? '').replaceAll(/\\(.)/gu, '$1'),
  );
}
