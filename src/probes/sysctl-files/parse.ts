/** A line of a sysctl file: an assignment, or (without a value) a key that patterns leave alone. */
export interface SysctlLine {
  /** With slashes, without `/proc/sys/`; may be a pattern. */
  readonly key: string;
  readonly value?: string;
  readonly line: number;
  readonly text: string;
}

/** sysctl.d(5) and sysctl.conf(5). Lines that are neither comment nor assignment are passed over, as there. */
export function parseSysctlFile(content: string): readonly SysctlLine[] {
  return content.split('\n').flatMap((raw, index) => {
    const text = raw.trim();
    if (text === '' || text.startsWith('#') || text.startsWith(';')) return [];
    const equals = text.indexOf('=');
    const line = index + 1;
    if (equals === -1) {
      // `-key` without a value: no pattern is to set it.
      return text.startsWith('-') ? [{ key: normalizeKey(text.slice(1)), line, text }] : [];
    }
    const name = text.slice(0, equals).replace(/^-/u, '');
    const key = normalizeKey(name);
    return key === '' ? [] : [{ key, value: text.slice(equals + 1).trim(), line, text }];
  });
}

/**
 * Where the first separator is a dot, dots and slashes change places; where it is a slash, the
 * key is a path already: `net.ipv4.conf.eth0/100.forwarding` is `net/ipv4/conf/eth0.100/forwarding`.
 */
export function normalizeKey(written: string): string {
  const key = written.trim();
  const first = /[./]/u.exec(key)?.[0];
  const path = first === '.' ? key.replaceAll(/[./]/gu, (one) => (one === '.' ? '/' : '.')) : key;
  return path
    .replaceAll(/\/{2,}/gu, '/')
    .replace(/^\//u, '')
    .replace(/^proc\/sys\//u, '');
}

export function isPattern(key: string): boolean {
  return /[*?[]/u.test(key);
}

/** glob(7) on a path: no wildcard matches a slash. */
export function matchesPattern(pattern: string, key: string): boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const one = pattern.charAt(at);
    const set = one === '[' ? /^\[([!^]?)(\]?[^\]/]*)\]/u.exec(pattern.slice(at)) : null;
    if (one === '*') source += '[^/]*';
    else if (one === '?') source += '[^/]';
    else if (set !== null) {
      source += `[${set[1] === '' ? '' : '^'}${(set[2] ?? '').replaceAll(/[\\\][^]/gu, String.raw`\$&`)}]`;
      at += set[0].length - 1;
    } else source += one.replaceAll(/[\\^$.|?*+()[\]{}/]/gu, String.raw`\$&`);
  }
  return compile(source)?.test(key) ?? false;
}

/** undefined for what is no pattern after all, as `[z-a]`. */
function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return undefined;
  }
}
