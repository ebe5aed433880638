import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeLine } from './escape.ts';
import type { Rendered } from './report.ts';
import { sayDoubt } from './say-doubt.ts';

/**
 * The lines of `kubeadm init phase preflight`, on its streams, for programs that read those.
 * What kubeadm has no word for: notes and passes are not printed; what could not be told is a
 * warning, because silence would look like a pass, and an error would stop what kubeadm lets through.
 */

const header = '[preflight] Some fatal errors occurred:';
const trailer =
  '[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`';
const trace = 'To see the stack trace of this error execute with --v=5 or higher';

interface Release {
  readonly major: number;
  readonly minor: number;
}

/** An unreadable release counts as newer than all that changed. */
function releaseOf(kubernetes: string): Release {
  const [, major, minor] = /(\d+)\.(\d+)/u.exec(kubernetes) ?? [];
  if (major === undefined || minor === undefined) return { major: Infinity, minor: 0 };
  return { major: Number(major), minor: Number(minor) };
}

function before(release: Release, major: number, minor: number): boolean {
  return release.major < major || (release.major === major && release.minor < minor);
}

/** `kubeadm upgrade apply` and `upgrade node` run their checks in phases of their own, since 1.32. */
function opening(command: string, release: Release): string {
  if (!command.startsWith('upgrade') || before(release, 1, 32))
    return '[preflight] Running pre-flight checks';
  const checks = command === 'upgrade node' ? 'pre-flight checks' : 'preflight checks';
  return `[upgrade/preflight] Running ${checks}`;
}

function findingLine(level: 'WARNING' | 'ERROR', finding: ToldFinding): string {
  if (finding.unnamed === true) return escapeLine(finding.says);
  return `\t[${level} ${escapeLine(finding.check)}]: ${escapeLine(sayDoubt(finding))}`;
}

/** 1.34 prints the block itself and returns a short error; before, the block was the error. */
function failureLines(failures: readonly ToldFinding[], release: Release): readonly string[] {
  if (failures.length === 0) return [];
  const errors = failures.map((finding) => findingLine('ERROR', finding));
  if (before(release, 1, 34))
    return [`error execution phase preflight: ${header}`, ...errors, trailer, trace];
  return [
    header,
    ...errors,
    trailer,
    'error: error execution phase preflight: preflight checks failed',
    trace,
  ];
}

/** kubeadm's own lines, as the judged release writes them. */
export function kubeadmReport({ command, subject, findings }: Judgement): Rendered {
  const release = releaseOf(subject.kubernetes);
  const warnings = findings.filter(({ verdict }) => verdict === 'warn' || verdict === 'unknown');
  const failures = findings.filter(({ verdict }) => verdict === 'fail');
  const lines = [
    ...warnings.map((finding) => findingLine('WARNING', finding)),
    ...failureLines(failures, release),
  ];
  return {
    stdout: `${opening(command, release)}\n`,
    stderr: lines.map((line) => `${line}\n`).join(''),
  };
}
