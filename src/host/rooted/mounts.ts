import { readlink } from '../file-calls.ts';
import { readText } from '../read.ts';

/** What lies at a place: a file system, and which directory of it. */
interface Mount {
  readonly id: string;
  /** Major and minor number of the file system; of btrfs, what stat(2) does not say. */
  readonly device: string;
  /** The directory of that file system that is mounted. */
  readonly root: string;
  /** Where, seen from the root of the process that is asked. */
  readonly point: string;
}

/** A node with thousands of pods has some thousands of mounts. */
const maxBytes = 4 * 1024 * 1024;

/**
 * Whether a directory that is held open is the root of PID 1, as a bind mount of it, by what is mounted
 * here and there. mountinfo of any process may be read by anybody (proc_namespace.c), while its root is
 * shown only to who may trace it.
 * @param handle `/proc/self/fd/N`
 * @param proc a procfs
 */
export async function isMountOfInitRoot(handle: string, proc: string): Promise<boolean> {
  const [own, ofInit] = await Promise.all([mountAt(handle), mountsIn(`${proc}/1/mountinfo`)]);
  // Of mounts over each other, the last is seen.
  const root = ofInit.findLast(({ point }) => point === '/');
  return own !== undefined && root !== undefined && own.device === root.device && own.root === root.root;
}

/** The mount of which a directory is the root; a directory further down has none of its own. */
async function mountAt(handle: string): Promise<Mount | undefined> {
  const [path, info, mounts] = await Promise.all([
    readlink(handle),
    readText(handle.replace('/fd/', '/fdinfo/'), { maxBytes: 4096 }),
    mountsIn('/proc/self/mountinfo'),
  ]);
  const id = info.ok ? /^mnt_id:\s*(?<id>\d+)$/mu.exec(info.text)?.groups?.['id'] : undefined;
  const mount = mounts.find((one) => one.id === id);
  return mount?.point === path ? mount : undefined;
}

async function mountsIn(path: string): Promise<readonly Mount[]> {
  const read = await readText(path, { maxBytes });
  return read.ok ? read.text.split('\n').flatMap(mountOf) : [];
}

/** proc_pid_mountinfo(5): `36 35 98:0 /mnt1 /mnt2 rw,noatime …`. */
function mountOf(line: string): readonly Mount[] {
  const [id, , device, root, point] = line.split(' ', 5);
  if (id === undefined || device === undefined || root === undefined || point === undefined) return [];
  return [{ id, device, root: plain(root), point: plain(point) }];
}

/** Blanks, line ends and backslashes are in octal. */
function plain(path: string): string {
  return path.replaceAll(/\\(\d{3})/gu, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
}
