import { accessSync, constants } from 'node:fs';
import { it } from 'vitest';

/** What a test needs of the real machine: `root`, or the absolute path or name of a program. */
export type Need = 'root' | (string & {});

const directories = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function isThere(need: Need): boolean {
  if (need === 'root') return process.getuid?.() === 0;
  const paths = need.startsWith('/') ? [need] : directories.map((directory) => `${directory}/${need}`);
  return paths.some(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A test that needs real components. Without them it is skipped on a developer's
 * machine, and fails where `KUBE_PREFLIGHT_REQUIRE_REAL=1` says that they must be there (CI).
 */
export function realIt(
  name: string,
  needs: readonly Need[],
  run: () => Promise<void> | void,
  timeoutMs = 20_000,
): void {
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) {
    it(name, run, timeoutMs);
    return;
  }
  if (process.env['KUBE_PREFLIGHT_REQUIRE_REAL'] === '1') {
    it(name, () => {
      throw new Error(`needs ${missing.join(', ')}, and KUBE_PREFLIGHT_REQUIRE_REAL=1 forbids to skip`);
    });
    return;
  }
  it.skip(`${name} (needs ${missing.join(', ')})`, run);
}
