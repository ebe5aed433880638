import { headerBytes, readProgramHeader } from '../program-header.ts';
import type { RootedFiles } from './rooted-files.ts';

/** Programs that a system hardly lacks. */
const programs = [
  '/usr/lib/systemd/systemd',
  '/lib/systemd/systemd',
  '/sbin/init',
  '/bin/sh',
  '/bin/busybox',
  '/usr/bin/env',
  '/usr/bin/ls',
  '/usr/bin/kubelet',
];

/** What `uname -m` would say there, by the architecture that most of these programs are built for; '' for none. */
export async function machineOf(files: Pick<RootedFiles, 'readBytes'>): Promise<string> {
  const counts = new Map<string, number>();
  for (const read of await Promise.all(
    programs.map((path) => files.readBytes(path, { maxBytes: headerBytes })),
  )) {
    const header = read.ok ? readProgramHeader(read.bytes) : undefined;
    if (header?.kind === 'elf') counts.set(header.machine, (counts.get(header.machine) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? '';
}
