import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';

/** A broken state of a host, and the check that finds it. */
export interface Broken {
  /** Lines of shell, run by root in the throwaway root. */
  readonly state: readonly string[];
  /** The check to be mended, by its wire name. */
  readonly check: string;
  /** Flags of init, and of fix. */
  readonly flags: readonly string[];
  readonly sharesNetwork?: boolean;
}

export interface Mended {
  /** What the check said before, and after the script. */
  readonly before: readonly ToldFinding[];
  readonly after: readonly ToldFinding[];
  readonly script: string;
  readonly first: { readonly code: string; readonly output: string };
  readonly second: { readonly code: string; readonly output: string };
  /** Files that differ after the second run. */
  readonly changed: readonly string[];
}

const script = readFileSync(new URL('throwaway-root.sh', import.meta.url), 'utf8');
const repository = join(import.meta.dirname, '../..');
const namespaces = ['--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child'];

/** Breaks a root of its own, prints the script, runs it twice, and judges before and after. */
export function mend({ state, check, flags, sharesNetwork = false }: Broken): Mended {
  const out = mkdtempSync(join(tmpdir(), 'fix-'));
  try {
    const done = runInRoot(out, sharesNetwork, {
      STATE: state.join('\n'),
      JUDGE: ['init', ...flags].join(' '),
      FIX: ['init', ...flags, `--only=${check}`].join(' '),
    });
    if (done.status !== 0) throw new Error(`exit ${String(done.status)}: ${done.stderr}`);
    return readMended(out, check);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** Runs one line of shell in a root of its own, in which `kube-preflight` is this one. */
export function runBroken(state: readonly string[], line: string) {
  const out = mkdtempSync(join(tmpdir(), 'fix-'));
  try {
    return runInRoot(out, false, { STATE: state.join('\n'), THEN: line });
  } finally {
    rmSync(out, { recursive: true });
  }
}

function runInRoot(out: string, sharesNetwork: boolean, environment: Readonly<Record<string, string>>) {
  return spawnSync('unshare', [...namespaces, ...(sharesNetwork ? [] : ['--net']), 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE: process.execPath,
      REPO: repository,
      OUT: out,
      ...environment,
    },
  });
}

function readMended(out: string, check: string): Mended {
  const read = (name: string): string => readFileSync(join(out, name), 'utf8');
  const ofCheck = (name: string): readonly ToldFinding[] => {
    const judgement: Judgement = JSON.parse(read(name));
    return judgement.findings.filter((finding) => finding.check === check);
  };
  const one = new Set(read('one').split('\n'));
  return {
    before: ofCheck('before.json'),
    after: ofCheck('after.json'),
    script: `${read('fix.sh')}${read('summary')}`,
    first: { code: read('first-code').trim(), output: read('first') },
    second: { code: read('second-code').trim(), output: read('second') },
    changed: read('two')
      .split('\n')
      .filter((line) => !one.has(line)),
  };
}
