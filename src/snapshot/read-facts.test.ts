import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentText } from '../../test/builders/facts-document.ts';
import { maxFactsBytes, maxFactsTexts, readFactsDocument } from './read-facts.ts';

const text = documentText();

/** The document with something put in the place of something, and its hash made to fit. */
function edited(from: string, to: string): string {
  expect(text).toContain(from);
  return rehashed(text.replace(from, to));
}

/** What anybody can do: the hash tells a damaged copy, not an honest one. */
function rehashed(changed: string): string {
  const body = changed.replace(/,"hash":"sha256:\w{64}"\}$/u, '');
  return `${body},"hash":"sha256:${createHash('sha256').update(`${body}}`).digest('hex')}"}`;
}

function errorOf(source: string | Uint8Array): string {
  const read = readFactsDocument(source);
  return read.ok ? 'none' : [read.error.code, read.error.where, read.error.says].join(' | ');
}

/** The best of many: other tests run beside this one. */
function best(work: () => unknown): number {
  const times = Array.from({ length: 200 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}

describe('readFactsDocument', () => {
  it.each([
    ['a text', text],
    ['bytes', new TextEncoder().encode(text)],
    ['a line', `${text}\n`],
    ['JSON set in other blanks', JSON.stringify(JSON.parse(text), null, 2)],
    [
      'JSON in another order',
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).toReversed())),
    ],
  ])('reads %s', (_, source) => {
    const read = readFactsDocument(source);
    expect(read).toMatchObject({ ok: true, document: { identity: { hostName: 'cp-1' } } });
  });

  it.each([
    ['nothing', '', 'not-json |  | is empty'],
    ['the beginning of one', text.slice(0, 3000), 'not-json |  | ends in the middle of its JSON'],
    ['no JSON', 'hello', 'not-json |  | is not JSON'],
    ['two documents', `${text}\n${text}`, 'not-json |  | is not JSON'],
    ['a list', '[]', 'no-facts | /schema | does not say that these are facts of kube-preflight'],
    ['null', 'null', 'no-facts | /schema | does not say that these are facts of kube-preflight'],
    [
      'a report',
      '{"schema":"kube-preflight/report/v1"}',
      'no-facts | /schema | is "kube-preflight/report/v1", and not kube-preflight/facts/v1',
    ],
    [
      'a later version',
      '{"schema":"kube-preflight/facts/v12"}',
      'other-version | /schema | is "kube-preflight/facts/v12", of a later kube-preflight; this one reads kube-preflight/facts/v1',
    ],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'not-utf8 |  | is not UTF-8'],
    ['too much', ' '.repeat(maxFactsBytes + 1), 'too-large |  | is larger than 1024 KiB'],
    [
      'too many names',
      `{${'"a":0,'.repeat(maxFactsTexts)}"b":0}`,
      'too-large |  | holds more than 65536 texts',
    ],
    [
      'an edited value',
      text.replace('"cp-1"', '"cp-2"'),
      'wrong-hash | /hash | is not the hash of the content: the copy is damaged, or was edited',
    ],
  ])('refuses %s', (_, source, error) => {
    expect(errorOf(source)).toBe(error);
  });

  it.each([
    ['"uid":0', '"uid":"0"', '/facts/privilege/value/uid | is a string, not a number'],
    ['"uid":0', '"uid":null', '/facts/privilege/value/uid | is null, not a number'],
    ['"uid":0', '"uid":1e999', '/facts/privilege/value/uid | is a number, not a number'],
    ['"uid":0', '"id":0', '/facts/privilege/value/uid | is missing'],
    [
      '"capabilities":["net_admin"',
      '"capabilities":[["net_admin"]',
      '/facts/privilege/value/capabilities/0 | is a list, not a string',
    ],
    ['"state":"sound"', '"state":"fine"', '/state | is "fine", not one of absent, faulty, sound, unknown'],
    ['"known":true', '"known":"yes"', '/known | is "yes", not one of true, false'],
    ['"collectedAt":"2026', '"collectedAt":"then', '/collectedAt | is no time'],
    ['"byName":{', '"byName":{"__proto__":{},', '/byName/__proto__ | is a name that nothing has'],
    ['"macs":[', '"macs":{"0":[', 'not-json'],
  ])('says where %s that became %s is wrong', (from, to, says) => {
    expect(errorOf(edited(from, to))).toContain(says);
  });

  it('leaves out what a later release added, and no more', () => {
    const read = readFactsDocument(edited('"uid":0', '"uid":0,"rank":{"deep":[[[]]]}'));
    expect(read.ok).toBe(true);
    expect(JSON.stringify(read)).not.toContain('rank');
    expect(read.ok && read.document.facts.privilege).toMatchObject({ value: { uid: 0 } });
  });

  it('leaves control characters as they are: whoever shows them escapes them', () => {
    const nasty = '\\u001b[31m<script>\\u0000\\u202e';
    const read = readFactsDocument(edited('"hostName":"cp-1"', `"hostName":"${nasty}"`));
    expect(JSON.stringify(read)).toContain(nasty.replaceAll('\\u202e', '‮'));
  });

  it('does not fall over depth', () => {
    const deep = `{"schema":"kube-preflight/facts/v1","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(errorOf(deep)).toContain('wrong-type | /');
    const inside = text.replace('"uid":0', `"uid":0,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(errorOf(inside)).toContain('too-deep');
  });

  it('cites at most a few words of what it refuses', () => {
    expect(errorOf(`{"schema":"${'x'.repeat(100_000)}"}`).length).toBeLessThan(200);
    expect(errorOf(edited('"byName":{', `"byName":{"${'y'.repeat(10_000)}":1,`)).length).toBeLessThan(300);
  });

  it('never throws, and takes no changed document for a whole one', () => {
    const bytes = new TextEncoder().encode(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        fc.pre(bytes[at] !== byte);
        const changed = Uint8Array.from(bytes);
        changed[at] = byte;
        const read = readFactsDocument(changed);
        // A blank for a blank, or a letter that spells the same: no other way to be the same document.
        const same = read.ok && JSON.stringify(read.document) === JSON.stringify(JSON.parse(text));
        expect(read.ok).toBe(same);
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.json(), (json) => void readFactsDocument(json)));
    fc.assert(fc.property(fc.uint8Array(), (random) => void readFactsDocument(random)));
  });

  it('takes little longer than JSON.parse alone: a third of a millisecond for 44 KiB on one core of 2024', () => {
    const bytes = new TextEncoder().encode(text);
    const parse = (): unknown => JSON.parse(new TextDecoder().decode(bytes));
    expect(best(() => readFactsDocument(bytes)) / best(parse)).toBeLessThan(8);
  });
});
