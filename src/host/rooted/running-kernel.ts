import { statfs } from 'node:fs/promises';
import { status } from '../look.ts';
import { readText } from '../read.ts';
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
      const ofInit = await status(`${proc}/1/root/.`);
      const own = await walk.held('/', (handle) => status(`${handle}/.`));
      if (!ofInit.ok || !own.ok || ofInit.identity !== own.identity) return '';
      const read = await readText(`${proc}/sys/kernel/osrelease`, { maxBytes: 256 });
      return read.ok ? read.text.trim() : '';
    });
  } catch {
    // There is no /proc.
    return '';
  }
}
