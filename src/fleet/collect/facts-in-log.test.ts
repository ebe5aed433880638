import { describe, expect, it } from 'vitest';
import { documentText, identity } from '../../../test/builders/facts-document.ts';
import { factsInLog, type KnownNode } from './facts-in-log.ts';

const line = documentText();
const stranger: KnownNode = {
  name: 'ip-10-0-0-7.ec2.internal',
  machineId: 'f'.repeat(32),
  systemUuid: 'EC2FFFFF-0000-0000-0000-000000000000',
  addresses: ['10.0.0.7', 'ip-10-0-0-7.ec2.internal'],
};

function found(text: string, node: Partial<KnownNode>, isCut = false): string {
  const answer = factsInLog(text, isCut, { ...stranger, ...node });
  return answer.ok ? 'facts' : answer.why;
}

describe('factsInLog', () => {
  it.each<[string, Partial<KnownNode>]>([
    ['machine-id', { machineId: identity.machineId }],
    ['product UUID, in capitals', { systemUuid: identity.productUuid.toUpperCase() }],
    ['address', { addresses: ['192.0.2.10'] }],
    ['host name', { name: 'cp-1' }],
    ['host name without its domain', { name: 'CP-1.example.net' }],
  ])('takes the facts of a node by its %s', (_, node) => {
    expect(found(`${line}\n`, node)).toBe('facts');
  });

  it('takes what can be compared with nothing', () => {
    const nameless = documentText({
      identity: { ...identity, hostName: '', machineId: '', productUuid: '' },
    });
    expect(found(nameless, {})).toBe('facts');
  });

  it('takes the last line that is a document, among others', () => {
    expect(found(`warning: slow\n${line}\n{"a":1}\n`, { name: 'cp-1' })).toBe('facts');
  });

  it.each([
    [line, false, 'its log holds the facts of another machine, "cp-1"'],
    [line.replace('cp-1', 'cp-2'), false, 'the document'],
    [line.slice(0, -40), true, 'its log is longer than any facts are'],
    [
      line.slice(0, 900),
      false,
      'the facts in its log cannot be read: the document ends in the middle of its JSON',
    ],
    ['', false, 'its log is empty'],
    ['{\n'.repeat(50_000), false, 'the document is not JSON'],
  ])('refuses %#', (text, isCut, why) => {
    expect(found(text, {}, isCut)).toContain(why);
  });
});
