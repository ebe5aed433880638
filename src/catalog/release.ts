import coerce from 'semver/functions/coerce.js';
import compare from 'semver/functions/compare.js';

/** `v1.36.2`, `1.36` and `v1.37.0-rc.0` alike; what cannot be read counts as 0.0.0. */
function parts(version: string): string {
  // Ubuntu's 22.04 is no semantic version: the leading zero goes.
  const plain = version.replaceAll(/(?<=^|\.)0+(?=\d)/gu, '');
  return coerce(plain)?.version ?? '0.0.0';
}

/**
 * Whether a release or a tool has come to a version. A pre-release counts as its release: what
 * 1.37 changes, 1.37.0-rc.0 has changed. `1.0.6.1` counts as 1.0.6.
 */
export function isAtLeast(version: string, minimum: string): boolean {
  return compare(parts(version), parts(minimum)) >= 0;
}

/** `v1.36.2` → `1.36`. */
export function minorOf(release: string): string {
  return parts(release).split('.').slice(0, 2).join('.');
}
