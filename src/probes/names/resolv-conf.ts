/** resolv.conf(5), as much of it as decides who is asked for what. */
export interface ResolvConf {
  /** As written, valid or not. */
  readonly nameservers: readonly string[];
  /** Of `search` and `domain` the last line counts. */
  readonly search: readonly string[];
  readonly ndots: number;
}

export function parseResolvConf(text: string): ResolvConf {
  const nameservers: string[] = [];
  let search: readonly string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    if (/^[#;]/u.test(line)) continue;
    const [keyword, ...values] = line.split(/[ \t\r]+/u).filter((field) => field !== '');
    const [first] = values;
    if (keyword === 'nameserver' && first !== undefined) nameservers.push(first);
    if (keyword === 'domain' && first !== undefined) search = [first];
    if (keyword === 'search') search = values.filter((name) => name !== '.');
    if (keyword === 'options') ndots = ndotsOf(values) ?? ndots;
  }
  return { nameservers, search, ndots };
}

function ndotsOf(options: readonly string[]): number | undefined {
  const written = options.findLast((option) => /^ndots:\d{1,9}$/u.test(option));
  return written === undefined ? undefined : Math.min(15, Number(written.slice('ndots:'.length)));
}
