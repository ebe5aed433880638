import { exitCodes } from '../engine/exit-code.ts';
import type { Host } from '../host/host.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';

/** What an image cannot be asked for, each with why. */
const refused = {
  facts: 'facts that were collected already are of no directory',
  apply: 'what is mended is this host, and what is judged is an image',
  'pull-images': 'an image runs no container runtime',
} as const;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such directory',
  ENOTDIR: 'it is no directory',
  EACCES: 'this user may not look into it',
  ENOSYS: 'without /proc of this machine its links cannot be followed safely',
};

/** A context whose host is the root file system in a directory. */
export async function imageContext(root: string, flags: FlagValues, context: Context): Promise<Context> {
  for (const [flag, why] of Object.entries(refused)) {
    if (flags.yes(flag) || flags.text(flag) !== undefined || flags.list(flag) !== undefined)
      throw new UserError(`--root cannot go along with --${flag}: ${why}`, exitCodes.usage);
  }
  if (root === '') throw new UserError('--root wants a directory', exitCodes.usage);
  const { createRootedHost } = await import('../host/rooted/rooted-host.ts');
  const made = await createRootedHost(root);
  if (!made.ok) {
    const why = reasons[made.code] ?? made.code;
    throw new UserError(`--root ${JSON.stringify(root)} cannot be judged: ${why}`, exitCodes.usage);
  }
  const host: Host = made.host;
  return { ...context, host: async () => host, desk: () => context.host() };
}
