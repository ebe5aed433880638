/** Names of files that are taken from directories and archives; what is in them is told by their content. */
const taken = /\.(?:json|ndjson|jsonl|tar)(?:\.gz)?$|\.tgz$/iu;

export function isTakenName(name: string): boolean {
  // `._x.json` beside `x.json` is what a Mac keeps of a file's attributes.
  return taken.test(name) && !/(?:^|\/)\._[^/]*$/u.test(name);
}

/** One document is expected in it. */
export function isSingleName(name: string): boolean {
  return /\.json(?:\.gz)?$/iu.test(name);
}
