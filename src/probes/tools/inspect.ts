import type { FileStatus, Host } from '../../host/host.ts';
import { headerBytes, type ProgramHeader, readProgramHeader, runsOn } from '../../host/program-header.ts';
import type { ToolFault } from './facts.ts';
import { followLinks, type LinkChain } from './link-chain.ts';
import { type Looks, rememberLooks } from './remember-looks.ts';

type FileInspection =
  | { readonly state: 'sound'; readonly identity: string; readonly header: ProgramHeader | undefined }
  | {
      readonly state: 'faulty' | 'unknown';
      readonly fault: ToolFault;
      readonly detail: string;
      /** true: a search for programs goes on to the next directory, as execvp(3) and Go's LookPath do. */
      readonly skipped: boolean;
    };

export type Inspection = FileInspection & { readonly links: readonly string[] };

type Verdict = Extract<FileInspection, { skipped: boolean }>;

export interface Inspector {
  /** Judges a file without running it: links, kind, permission, architecture, interpreter. */
  inspect(path: string): Promise<Inspection>;
}

/** Looks at each file once: eighteen names of iptables lead to two. */
export function createInspector(host: Host): Inspector {
  const looks = rememberLooks(host);
  const files = new Map<string, Promise<FileInspection>>();
  return {
    async inspect(path) {
      const chain = await followLinks(looks, path);
      const { links } = chain;
      const file = links.at(-1) ?? path;
      const broken = chainFault(chain, file);
      if (broken !== undefined) return { ...broken, links };
      const inspection = files.get(file) ?? inspectFile(looks, file);
      files.set(file, inspection);
      return { ...(await inspection), links };
    },
  };
}

function chainFault({ end, code }: LinkChain, last: string): Verdict | undefined {
  if (end === 'dangling') return skip('dangling-link', `${last} does not exist`);
  if (end === 'loop') return skip('link-loop', `the link leads back to ${last}`);
  return end === 'hidden' ? hidden(`${last}: ${code ?? 'EACCES'}`) : undefined;
}

async function inspectFile(host: Looks, path: string): Promise<FileInspection> {
  const status = await host.status(path);
  if (!status.ok) return hidden(`${path}: ${status.code}`);
  const refused = await whyNotRunnable(host, path, status);
  if (refused !== undefined) return refused;
  const read = await host.readBytes(path, { maxBytes: headerBytes });
  // A program may be run without being readable (mode 0711): then running it must tell.
  const header = read.ok ? readProgramHeader(read.bytes) : undefined;
  const fault = header === undefined ? undefined : await headerFault(host, header);
  return fault ?? { state: 'sound', identity: status.identity, header };
}

async function whyNotRunnable(host: Looks, path: string, status: FileStatus): Promise<Verdict | undefined> {
  if (status.kind === 'directory') return skip('directory', `${path} is a directory`);
  if (status.kind !== 'file') return skip('not-a-program', `${path} is not a regular file`);
  const mode = status.mode.toString(8).padStart(4, '0');
  if ((status.mode & 0o111) === 0) return skip('not-executable', `${path} has mode ${mode}`);
  const allowed = await host.mayRun(path);
  if (allowed.ok) return undefined;
  const forAll = (status.mode & 0o001) !== 0;
  if (allowed.code === 'EACCES' && (host.uid === 0 || forAll)) {
    return skip('not-executable', `${path} has mode ${mode}, but its file system is mounted noexec`);
  }
  return hidden(`${path} has mode ${mode} and may not be run by uid ${host.uid}`);
}

async function headerFault(host: Looks, header: ProgramHeader): Promise<Verdict | undefined> {
  if (header.kind === 'other') return faulty('not-a-program', 'neither an ELF program nor a script with #!');
  if (header.kind === 'elf' && runsOn(header, host.machine) === false) {
    return faulty('wrong-architecture', `built for ${header.machine}; this machine is ${host.machine}`);
  }
  if (header.interpreter === undefined) return undefined;
  const interpreter = await host.mayRun(header.interpreter);
  if (interpreter.ok || interpreter.code === 'ETIMEDOUT') return undefined;
  const state = interpreter.code === 'EACCES' ? 'may not be run' : 'does not exist';
  if (header.kind === 'script') {
    return faulty('bad-interpreter', `its interpreter ${header.interpreter || '(none named)'} ${state}`);
  }
  return faulty('missing-library', `its loader ${header.interpreter} ${state}`);
}

function skip(fault: ToolFault, detail: string): Verdict {
  return { state: 'faulty', fault, detail, skipped: true };
}

function faulty(fault: ToolFault, detail: string): Verdict {
  return { state: 'faulty', fault, detail, skipped: false };
}

function hidden(detail: string): Verdict {
  return { state: 'unknown', fault: 'no-privilege', detail, skipped: true };
}
