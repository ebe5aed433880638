/**
 * Plain scalars as Go's YAML library resolves them (go-yaml v2, through sigs.k8s.io/yaml): YAML 1.1
 * booleans, octal with a leading zero, no base 60, and dates stay text.
 */
const truths = new Set(['y', 'yes', 'true', 'on']);
const lies = new Set(['n', 'no', 'false', 'off']);
const nothings = new Set(['', '~', 'null', 'Null', 'NULL']);

const integer = /^[-+]?(?:0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

export function resolvePlain(written: string): string | number | boolean | null {
  if (nothings.has(written)) return null;
  const truth = asBoolean(written);
  if (truth !== undefined) return truth;
  // Underscores may part digits, as in Go.
  if (!/^[-+.0-9]/.test(written)) return written;
  const digits = written.replaceAll('_', '');
  if (integer.test(digits)) return asInteger(digits);
  if (float.test(digits)) return Number(digits);
  return written;
}

/** Lower case, upper case, or a capital first letter: no other spelling counts. */
function asBoolean(written: string): boolean | undefined {
  if (written.length > 5) return undefined;
  const lower = written.toLowerCase();
  const capital = lower.charAt(0).toUpperCase() + lower.slice(1);
  if (written !== lower && written !== capital && written !== lower.toUpperCase()) return undefined;
  if (truths.has(lower)) return true;
  return lies.has(lower) ? false : undefined;
}

function asInteger(digits: string): number {
  const sign = digits.startsWith('-') ? -1 : 1;
  const bare = digits.replace(/^[-+]/, '');
  return sign * Number(/^0[0-7]+$/.test(bare) ? `0o${bare.slice(1)}` : bare);
}
