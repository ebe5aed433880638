import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { SwapDevice } from '../../src/probes/swap/facts.ts';
import type { FactsDocument } from '../../src/snapshot/facts-document.ts';
import { absent } from './facts.ts';
import { type DocumentOverrides, documentFor, documentText } from './fleet.ts';

export function nameOf(number: number): string {
  return `node${String(number).padStart(3, '0')}`;
}

function isIn(number: number, from: number, to: number): boolean {
  return number >= from && number <= to;
}

function withoutNft({ tools }: Facts): Partial<Facts> {
  if (tools?.known !== true) throw new Error('no tools');
  return { tools: known({ ...tools.value, byName: { ...tools.value.byName, nft: absent('nft') } }) };
}

function withoutNumgen({ netfilter }: Facts): Partial<Facts> {
  if (netfilter?.known !== true) throw new Error('no netfilter');
  const proofs = netfilter.value.proofs.map((one) => {
    if (one.mode !== 'nftables' || one.family !== 'ipv4' || !one.proof.known) return one;
    const features = one.proof.value.features.map((feature) =>
      feature.feature === 'nft.numgen' ? { ...feature, state: 'missing' as const } : feature,
    );
    return { ...one, proof: known({ ...one.proof.value, features }) };
  });
  return { netfilter: known({ ...netfilter.value, proofs }) };
}

function withSwap(name: string, kind: SwapDevice['kind']): Partial<Facts> {
  const devices = [{ name, kind, sizeKiB: 1024 * 1024 }];
  return { swap: known({ on: true, devices, lines: [`${name} partition 1048576 0 -2`], unified: true }) };
}

function withKernel({ kernel }: Facts, release: string): Partial<Facts> {
  if (kernel?.known !== true) throw new Error('no kernel');
  return { kernel: known({ ...kernel.value, release }) };
}

function factsOf(number: number, { facts }: FactsDocument): Partial<Facts> {
  if (isIn(number, 11, 17)) return withoutNft(facts);
  if (isIn(number, 20, 22)) return withoutNumgen(facts);
  if (isIn(number, 30, 31)) return withSwap('/dev/sda2', 'partition');
  if (number === 32) return withSwap('/dev/zram0', 'zram');
  if (number === 40) return withKernel(facts, '6.1.0-planted');
  return {};
}

/** Pairs that share one thing: the second has it from the first. */
const shared = { machineId: 51, productUuid: 53, macs: 55, sshHostKeys: 57, addresses: 59 } as const;

function identityOf(number: number, base: FactsDocument): DocumentOverrides['identity'] {
  const other = documentFor(base, nameOf(number - 1), number - 1).identity;
  for (const [key, second] of Object.entries(shared)) {
    if (second === number) return Object.fromEntries(Object.entries(other).filter(([name]) => name === key));
  }
  if (isIn(number, 61, 65))
    return { productUuid: '03000200-0400-0500-0006-000700080009', macs: ['02:42:ac:11:00:02'] };
  // A machine of its own that goes by the name of its neighbour.
  return number === 67 ? { hostName: nameOf(66) } : {};
}

const startMs = Date.parse('2026-11-23T08:00:00.000Z');

function timeOf(number: number): string {
  const planted = number === 80 ? 3_600_000 : 0;
  return new Date(startMs + number * 100 + planted).toISOString();
}

function nodeOf(number: number, base: FactsDocument): FactsDocument {
  const overrides = {
    identity: identityOf(number, base) ?? {},
    facts: factsOf(number, base),
    collectedAt: timeOf(number),
  };
  return documentFor(base, nameOf(number), number, overrides);
}

/** One line each; 200 nodes, and what else comes of a collection over days. @param base facts of a host that all are like */
export function plantedLines(base: FactsDocument): readonly string[] {
  const nodes = Array.from({ length: 200 }, (_, index) => nodeOf(index + 1, base));
  const texts = nodes.map(documentText);
  const earlier = {
    ...nodeOf(70, base),
    collectedAt: '2026-11-20T08:00:00.000Z',
    facts: { ...base.facts, ...withoutNft(base.facts) },
  };
  return [
    documentText(earlier),
    ...texts.slice(0, 89),
    // node090 breaks off.
    (texts[89] ?? '').slice(0, (texts[89] ?? '').length / 2),
    ...texts.slice(90, 94),
    // node095 was edited.
    (texts[94] ?? '').replace('"known":true', '"known":false'),
    ...texts.slice(95),
    JSON.stringify({ schema: 'kube-preflight/unreachable/v1', host: 'node201', why: 'Connection timed out' }),
    JSON.stringify({ schema: 'kube-preflight/unreachable/v1', host: 'node202', why: 'Connection timed out' }),
    JSON.stringify({
      schema: 'kube-preflight/unreachable/v1',
      host: 'node001',
      why: 'refused',
      at: 'before',
    }),
    JSON.stringify({
      schema: 'kube-preflight/unreachable/v1',
      host: 'node203',
      why: 'no space left',
      status: 'failed',
    }),
  ];
}

/** Whom one expects, one a line: those above, and one of whom nothing came. The machine 67 goes by another name. */
export function expectedHosts(): string {
  const all = Array.from({ length: 204 }, (_, index) => nameOf(index + 1)).filter(
    (name) => name !== nameOf(67),
  );
  return `# all\n\n${all.join('  # rack 1\n')}\n`;
}
