import { statfs } from 'node:fs/promises';
import { status } from '../look.ts';
import { readText } from '../read.ts';
import { isMountOfInitRoot } from './mounts.ts';
import type { RootWalk } from './root-walk.ts';

/** PROC_SUPER_MAGIC (include/uapi/linux/magic.h). */
const procMagic = 0x9fa0;

/**
 * The release of the kernel, if this root is that of a machine that runs: the file system of its host, as
 * a container sees it at /host. /proc alone proves nothing, for a chroot in which an image is made has
 * that of the machine that makes it; there PID 1 has another root. '' when it runs not, or may not be seen.
 */
export async function runningKernel(walk: RootWalk): Promise<string> {
  try {
    return await walk.held('/proc', async (proc) => {
      if ((await statfs(`${proc}/.`)).type !== procMagic) return '';
      if (!(await isRootOfInit(walk, `${proc}/.`))) return '';
      const read = await readText(`${proc}/sys/kernel/osrelease`, { maxBytes: 256 });
      return read.ok ? read.text.trim() : '';
    });
  } catch {
    // There is no /proc.
    return '';
  }
}

async function isRootOfInit(walk: RootWalk, proc: string): Promise<boolean> {
  return walk.held('/', async (handle) => {
    const [ofInit, own] = await Promise.all([status(`${proc}/1/root/.`), status(`${handle}/.`)]);
    if (ofInit.ok) return own.ok && ofInit.identity === own.identity;
    // A container without CAP_SYS_PTRACE may not follow that link.
    return isMountOfInitRoot(handle, proc);
  });
}
