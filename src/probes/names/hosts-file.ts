import { isLiteral } from './literal.ts';

/** The addresses that hosts(5) gives a name; letters of either case are one. */
export function addressesInHosts(text: string, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = (line.split('#')[0] ?? '').split(/\s+/u).filter((field) => field !== '');
    if (!isLiteral(address)) return [];
    return names.some((one) => one.replace(/\.$/u, '').toLowerCase() === wanted) ? [address] : [];
  });
}
