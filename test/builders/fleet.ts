import { createHash } from 'node:crypto';
import type { Facts } from '../../src/probes/facts.ts';
import { canonicalJson } from '../../src/snapshot/canonical-json.ts';
import type { FactsDocument, NodeIdentity } from '../../src/snapshot/facts-document.ts';

/** What of a document a test sets otherwise. */
export interface DocumentOverrides {
  readonly identity?: Partial<NodeIdentity>;
  readonly facts?: Partial<Facts>;
  readonly collectedAt?: string;
}

/** 32 or more hexadecimal digits that are a name's own. */
function digits(of: string): string {
  return createHash('sha256').update(of).digest('hex');
}

/** What tells a machine of this name and number from all others. */
export function identityOf(hostName: string, number: number): NodeIdentity {
  const own = digits(`${hostName} ${number}`);
  const pairs = [own.slice(4, 6), own.slice(6, 8), own.slice(8, 10), own.slice(10, 12)];
  return {
    hostName,
    machineId: own.slice(0, 32),
    productUuid: [8, 12, 16, 20, 32]
      .map((end, index, ends) => own.slice(ends[index - 1] ?? 0, end))
      .join('-'),
    macs: [`52:54:${pairs.join(':')}`],
    sshHostKeys: [`SHA256:${own.slice(0, 43)}`],
    addresses: [`10.${Math.floor(number / 65_536) % 256}.${Math.floor(number / 256) % 256}.${number % 256}`],
  };
}

/** A document as another machine of the same making would have written it. */
export function documentFor(
  base: FactsDocument,
  hostName: string,
  number: number,
  overrides: DocumentOverrides = {},
): FactsDocument {
  const identity = { ...identityOf(hostName, number), ...overrides.identity };
  return {
    ...base,
    collectedAt: overrides.collectedAt ?? base.collectedAt,
    identity,
    asked: { ...base.asked, nodeName: identity.hostName },
    facts: { ...base.facts, ...namedFacts(base.facts, identity.hostName), ...overrides.facts },
  };
}

/** What was found of the one name holds of the other. */
function namedFacts({ os, names }: Facts, name: string): Partial<Facts> {
  return {
    ...(os?.known === true ? { os: { known: true, value: { ...os.value, hostName: name } } } : {}),
    ...(names?.known === true ? { names: { known: true, value: { ...names.value, name } } } : {}),
  };
}

/** As the node would have written it: one line, with the hash of its content. */
export function documentText(document: FactsDocument): string {
  const { hash: _hash, ...content } = document;
  const text = canonicalJson(content) ?? '';
  return `${text.slice(0, -1)},"hash":"sha256:${createHash('sha256').update(text).digest('hex')}"}`;
}
