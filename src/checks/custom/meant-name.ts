import { suggest } from '../../config/suggest.ts';

/** In short names two letters make another word. */
const longName = 10;

/** A well-known name that one may have been meant to be; none for one that is known itself. */
export function meantName(written: string, known: readonly string[]): { readonly near?: string } {
  if (known.includes(written)) return {};
  const near = suggest(written, known, written.length < longName ? 1 : 2);
  return near === undefined ? {} : { near };
}
