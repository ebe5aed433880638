import { createHash } from 'node:crypto';

/** As the API server demands of a node: a DNS subdomain. Whatever else a server sends becomes no path. */
const nodeName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/u;
/** What a file system takes is 255 bytes. */
const longestStem = 200;

export function isNodeName(name: string): boolean {
  return nodeName.test(name);
}

/** The file of a node: `node-7.json`. */
export function nodeFile(name: string): string {
  if (name.length <= longestStem) return `${name}.json`;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${name.slice(0, longestStem)}-${hash}.json`;
}
