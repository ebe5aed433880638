import type { ToolFault } from '../../probes/tools/facts.ts';

/** What is wrong with a tool that is there, and what mends it when the package does not. */
export interface FaultWords {
  readonly fault: ToolFault;
  /** After the tool's name: `nft is there but …`. */
  readonly says: string;
  readonly need: string;
  /** What to do; `PATH` stands for the file. */
  readonly mend: string;
  /** A command that mends it at once; `PATH` stands for the file. */
  readonly now?: string;
  /** false: installing the package again is no help; `mends`: it is all that is to be done. */
  readonly reinstall?: false | 'mends';
}

export const faultWords: readonly FaultWords[] = [
  {
    fault: 'not-executable',
    says: 'may not be executed',
    need: 'a file with the x bit, on a file system that is not mounted noexec',
    mend: 'make it executable',
    now: 'chmod 0755 PATH',
  },
  {
    fault: 'wrong-architecture',
    says: 'is built for another architecture',
    need: "a program for this machine's architecture",
    mend: 'put the build for this machine in its place',
  },
  {
    fault: 'missing-library',
    says: 'lacks a shared library',
    need: 'all its shared libraries',
    mend: 'install the library that the loader names, or the package again',
  },
  {
    fault: 'dangling-link',
    says: 'is a link to a file that does not exist',
    need: 'a link that leads to a program',
    mend: 'set the link anew, with the alternatives of the distribution if it is one of theirs',
    reinstall: 'mends',
  },
  {
    fault: 'link-loop',
    says: 'is a link that leads in a circle',
    need: 'a link that leads to a program',
    mend: 'remove the link and install the package again',
  },
  {
    fault: 'bad-interpreter',
    says: 'is a script whose interpreter does not exist',
    need: 'the interpreter that its first line names',
    mend: 'install the interpreter, or put the real program in its place',
  },
  {
    fault: 'directory',
    says: 'is a directory',
    need: 'a program',
    mend: 'remove the directory from the search path',
  },
  {
    fault: 'not-a-program',
    says: 'is neither a program nor a script',
    need: 'a program',
    mend: 'put the real program in its place',
  },
  {
    fault: 'crashed',
    says: 'was ended by a signal',
    need: 'a program that tells its version',
    mend: 'look for it in the kernel log; a library or the file may be damaged',
    now: 'dmesg | tail',
  },
  {
    fault: 'timed-out',
    says: 'did not answer in time',
    need: 'a program that tells its version at once',
    mend: 'run it by hand and see what it waits for',
    reinstall: false,
  },
  {
    fault: 'no-privilege',
    says: 'is refused for want of privilege',
    need: 'the right to run it, with CAP_NET_ADMIN',
    mend: 'run this as root; as root, look for a security module or a container that forbids it',
    reinstall: false,
  },
  {
    fault: 'version-unreadable',
    says: 'does not tell a version that can be read',
    need: 'a version',
    mend: 'see what it prints; a wrapper may stand in its place',
  },
  {
    fault: 'unsafe-path',
    says: 'lies where others than root may write, and was not run',
    need: 'a program that only root can change, in directories that only root can change',
    mend: 'take the right to write from others, or that directory out of the search path',
    reinstall: false,
  },
  {
    fault: 'failed',
    says: 'does not work',
    need: 'a program that tells its version',
    mend: 'run it by hand and read what it says',
  },
];
