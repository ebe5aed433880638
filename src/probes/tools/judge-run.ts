import type { ExecResult } from '../../host/host.ts';
import type { ToolFact, ToolFault } from './facts.ts';
import type { VersionSource } from './proxy-tools.ts';
import { parseToolVersion, type ToolVersion } from './version.ts';

export type RunVerdict = Pick<ToolFact, 'state' | 'fault' | 'detail' | 'kernelSilent'> & Partial<ToolVersion>;

export interface RunQuestion {
  readonly source: VersionSource;
  readonly uid: number;
  /** A script's faults differ from a program's: its interpreter, not its loader. */
  readonly isScript: boolean;
  /** The -save and -restore of iptables before 1.8 do not tell their version. */
  readonly versionRequired: boolean;
}

/** What the dynamic loader says: glibc (elf/dl-error.c, dl-version.c) and musl (ldso/dynlink.c). */
const loaderMessages = [
  /error while loading shared libraries: .+/,
  /symbol lookup error: .+/,
  /version `[^']+' not found.*/,
  /Error loading shared library .+/,
  /Error relocating .+/,
];

/** The tool works; the kernel does not answer it. Not a fault of the tool. */
const kernelMessage =
  /.*(?:Failed to initialize nft|Unable to initialize Netlink socket|cache initialization failed|Kernel error received|Cannot open session to kernel).*/i;

const refusal = /Operation not permitted|Permission denied|must be root/i;

/** Tells from the run of `--version` whether the tool works, and if not, why. */
export function judgeRun(result: ExecResult, question: RunQuestion): RunVerdict {
  if (result.errno === 'ECANCELED') return unknown('failed', 'the run was stopped before it answered');
  if (result.outcome === 'not-started') return judgeNotStarted(result.errno ?? 'EUNKNOWN', question);
  if (result.outcome === 'timed-out')
    return faulty('timed-out', `no answer within ${Math.round(result.ms)} ms`);
  if (result.outcome === 'signalled') return faulty('crashed', `killed by ${result.signal ?? 'a signal'}`);
  const text = `${result.stdout}\n${result.stderr}`;
  const told = parseToolVersion(question.source, text);
  if (result.exitCode === 0) return judgeAnswer(told, result, question);
  return judgeExit(result, told, question);
}

function judgeAnswer(told: ToolVersion | undefined, result: ExecResult, question: RunQuestion): RunVerdict {
  if (told !== undefined) return { state: 'sound', ...told };
  if (!question.versionRequired) return { state: 'sound' };
  const said = lastLine(result.stdout) || lastLine(result.stderr) || 'nothing';
  return faulty('version-unreadable', `asked for its version it said: ${said}`);
}

function judgeExit(result: ExecResult, told: ToolVersion | undefined, question: RunQuestion): RunVerdict {
  const loader = loaderMessages.map((pattern) => pattern.exec(result.stderr)?.[0]).find(Boolean);
  if (loader !== undefined) return faulty('missing-library', shortened(loader));
  if (question.isScript && result.exitCode === 127) {
    return faulty('bad-interpreter', lastLine(result.stderr) || 'exit status 127');
  }
  const said = lastLine(result.stderr) || lastLine(result.stdout);
  if (refusal.test(result.stderr)) {
    return question.uid === 0 ? faulty('no-privilege', said) : { ...unknown('no-privilege', said), ...told };
  }
  const kernel = kernelMessage.exec(result.stderr)?.[0];
  if (kernel !== undefined) {
    const detail = shortened(kernel.trim());
    if (told !== undefined) return { state: 'sound', detail, ...told };
    return { ...unknown('failed', detail), kernelSilent: true };
  }
  return faulty('failed', `exit status ${result.exitCode ?? '?'}${said === '' ? '' : `: ${said}`}`);
}

function judgeNotStarted(errno: string, question: RunQuestion): RunVerdict {
  if (errno === 'EUNSAFE') {
    return faulty('unsafe-path', 'others may change this file or a directory above it; not run as root');
  }
  if (errno === 'ENOENT') {
    return question.isScript
      ? faulty('bad-interpreter', 'its interpreter does not exist')
      : faulty('missing-library', 'its loader does not exist');
  }
  if (errno === 'ENOEXEC') return faulty('not-a-program', 'the kernel does not know this kind of program');
  if (errno === 'EACCES' || errno === 'EPERM') {
    return question.uid === 0
      ? faulty('not-executable', `the kernel refuses to run it: ${errno}`)
      : unknown('no-privilege', `uid ${question.uid} may not run it: ${errno}`);
  }
  if (errno === 'ELIBBAD') return faulty('missing-library', 'its loader is damaged');
  // EAGAIN, EMFILE, ENOMEM: this host is short of something; the tool has no part in it.
  return unknown('failed', `it could not be started: ${errno}`);
}

function faulty(fault: ToolFault, detail: string): RunVerdict {
  return { state: 'faulty', fault, detail };
}

function unknown(fault: ToolFault, detail: string): RunVerdict {
  return { state: 'unknown', fault, detail };
}

function lastLine(text: string): string {
  return shortened(text.trimEnd().split('\n').at(-1)?.trim() ?? '');
}

function shortened(line: string): string {
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
