/** What must not leave the file: bootstrap tokens, certificate keys, and what follows a key of that name. */
const patterns: readonly RegExp[] = [
  /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g,
  /\b[0-9a-f]{64}\b/gi,
  /(?<=\b(?:token|tlsBootstrapToken|certificateKey|password|secret)["']?\s*:\s*["']?)[^\s"'{}[\],#][^"'{}[\],#]*/gi,
];

/** Masks with as many stars as there were characters, so that columns stay true. */
export function redact(line: string): string {
  let shown = line;
  for (const pattern of patterns) {
    shown = shown.replaceAll(pattern, (found) => '*'.repeat(Array.from(found).length));
  }
  return shown;
}
