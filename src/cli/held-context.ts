import { exitCodes } from '../engine/exit-code.ts';
import type { FactsDocument } from '../snapshot/facts-document.ts';
import { maxFactsBytes, readFactsDocument } from '../snapshot/read-facts.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';

/** What cannot be done with facts of another day, each with why. */
const refused = {
  root: 'facts that were collected already are of no directory',
  apply: 'what is mended is this host, and the facts are of another, or of another day',
  'pull-images': 'the host that the facts are of is not at hand',
} as const;

/** A context in which a host is not looked at: its facts were collected before. */
export async function heldContext(path: string, flags: FlagValues, context: Context): Promise<Context> {
  for (const [flag, why] of Object.entries(refused)) {
    if (flags.yes(flag) || flags.text(flag) !== undefined)
      throw new UserError(`--facts cannot go along with --${flag}: ${why}`, exitCodes.usage);
  }
  if (path === '-' && flags.list('config')?.includes('-') === true) {
    throw new UserError('--facts - and --config - cannot both read standard input', exitCodes.usage);
  }
  const source = path === '-' ? 'standard input' : path;
  const document = documentOf(await bytesOf(path, source), source);
  return {
    ...context,
    held: { source, document },
    desk: () => context.host(),
    // Whoever looks at a host all the same has forgotten the facts.
    host: () => Promise.reject(new Error('a host was to be looked at, and its facts are at hand')),
  };
}

async function bytesOf(path: string, source: string): Promise<Uint8Array> {
  const { createConfigIo } = await import('../host/config-io.ts');
  const io = createConfigIo();
  const most = maxFactsBytes + 1;
  const read = path === '-' ? await io.readStdin(most) : await io.read(path, most);
  if (read.ok) return read.bytes;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'this user may not read it',
    EISDIR: 'it is a directory; kube-preflight fleet report takes one',
    ETIMEDOUT: 'nothing came to its end in time',
  };
  throw new UserError(
    `--facts ${source} cannot be read: ${reasons[read.code] ?? read.code}`,
    exitCodes.configuration,
  );
}

function documentOf(bytes: Uint8Array, source: string): FactsDocument {
  const read = readFactsDocument(bytes);
  if (read.ok) return read.document;
  const { code, where, says } = read.error;
  const subject = where === '' ? source : `${source}: ${where}`;
  throw new UserError(
    `--facts: ${subject} ${says}`,
    exitCodes.configuration,
    code === 'not-json' && holdsMany(bytes)
      ? 'It holds several documents, one a line: kube-preflight fleet report takes them; --facts takes one.'
      : undefined,
  );
}

function holdsMany(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(0x0a);
  return end > 0 && readFactsDocument(bytes.subarray(0, end)).ok;
}
