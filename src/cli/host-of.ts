import type { Context } from './context.ts';
import type { FlagSpec, FlagValues } from './flag.ts';

/** A command that looks at a host and has this flag looks at an image instead where it is given. */
export const rootFlag: FlagSpec = {
  name: 'root',
  kind: 'string',
  value: 'directory',
  completes: 'files',
  help: 'judge the root file system in this directory (an image, a chroot) without running anything of it',
};

/** A command that judges a host and has this flag judges facts instead where it is given. */
export const factsFlag: FlagSpec = {
  name: 'facts',
  kind: 'string',
  value: 'file',
  completes: 'files',
  help: 'judge these facts, written by `kube-preflight facts` on another host or day, instead of this host; - for standard input',
};

/** What stands on the command line of this flag. */
export function rootOf(flags: FlagValues): string | undefined {
  return flags.text('root');
}

/**
 * The context that a command runs with: the one seam of `--root`. With that flag `context.host()` is the
 * image, and `context.desk()` the machine that this program runs on; what cannot go along with it is
 * refused before anything is looked at.
 */
export async function contextOf(flags: FlagValues, context: Context): Promise<Context> {
  const root = rootOf(flags);
  const facts = flags.text('facts');
  if (root === undefined && facts !== undefined) {
    const { heldContext } = await import('./held-context.ts');
    return heldContext(facts, flags, context);
  }
  if (root === undefined) return context;
  const { imageContext } = await import('./image-context.ts');
  return imageContext(root, flags, context);
}
