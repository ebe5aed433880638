import type { NodeIdentity } from '../../snapshot/facts-document.ts';
import { readFactsDocument } from '../../snapshot/read-facts.ts';

/** What is known of the node from elsewhere than its log. */
export interface KnownNode {
  readonly name: string;
  readonly machineId: string;
  readonly systemUuid: string;
  readonly addresses: readonly string[];
}

export type FactsInLog =
  | { readonly ok: true; readonly line: string }
  | { readonly ok: false; readonly why: string };

/** Lines that are tried, from the last one on. */
const mostLines = 20;

/**
 * The last line of a log that holds facts of this node. Anybody who may write to the log of the pod, the node above
 * all, decides what it says; a line that is no such document costs the node its facts.
 * @param isCut there is more of the log than was read
 */
export function factsInLog(text: string, isCut: boolean, node: KnownNode): FactsInLog {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  let why = '';
  for (const line of lines.toReversed().slice(0, mostLines)) {
    const read = readFactsDocument(line);
    if (read.ok) {
      const { identity } = read.document;
      if (mayBe(node, identity)) return { ok: true, line };
      why ||= `its log holds the facts of another machine, ${JSON.stringify(identity.hostName.slice(0, 100))}`;
    } else why ||= `the facts in its log cannot be read: the document ${read.error.says}`;
  }
  if (isCut) return { ok: false, why: 'its log is longer than any facts are' };
  if (text.trim() === '') return { ok: false, why: 'its log is empty' };
  if (text.startsWith('unable to retrieve container logs')) {
    return { ok: false, why: 'the node has deleted its log; start the pods anew' };
  }
  return { ok: false, why: why === '' ? 'its log holds no facts' : why };
}

/**
 * Whether facts may be those of a node. Names of hosts and nodes differ in clouds, and images are cloned with
 * their machine-id, so that any one thing in common is enough, and nothing to compare is no objection.
 */
function mayBe({ name, machineId, systemUuid, addresses }: KnownNode, identity: NodeIdentity): boolean {
  const ours = new Set(identity.addresses.map((address) => address.toLowerCase()));
  const names = [name, ...addresses].map((one) => one.toLowerCase());
  const host = identity.hostName.toLowerCase();
  const pairs = [
    [machineId, identity.machineId],
    [systemUuid, identity.productUuid],
  ].map(([a = '', b = '']) => [a.toLowerCase(), b.toLowerCase()] as const);
  if (pairs.some(([a, b]) => a !== '' && a === b)) return true;
  if (names.some((one) => ours.has(one) || (host !== '' && short(one) === short(host)))) return true;
  const isComparable = host !== '' || pairs.some(([a, b]) => a !== '' && b !== '');
  return !isComparable;
}

/** Without the domain; an address has none. */
function short(name: string): string {
  return /^[\d.]+$|:/u.test(name) ? name : (name.split('.')[0] ?? name);
}
