/** The last part of the name of a file, also of one within an archive: `C1.tgz: node-1.json`. */
export function fileOf(source: string): string {
  return source.split(/\/|: /u).at(-1) ?? source;
}
