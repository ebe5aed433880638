import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeaderReader, encodeHeaders, Http2Fault } from './hpack.ts';
import { huffmanLengths } from './hpack-tables.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('createHeaderReader', () => {
  it('reads the requests of RFC 7541, C.4: Huffman’s code, and headers known from earlier ones', () => {
    const read = createHeaderReader();
    const start = [
      [':method', 'GET'],
      [':scheme', 'http'],
      [':path', '/'],
      [':authority', 'www.example.com'],
    ];
    expect(read(hex('8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff'))).toEqual(start);
    expect(read(hex('8286 84be 5886 a8eb 1064 9cbf'))).toEqual([...start, ['cache-control', 'no-cache']]);
  });

  it.each([
    ['a literal that is kept', '400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572'],
    ['a literal that is not kept', '000a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572'],
    [
      'a literal that is never to be kept',
      '100a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572',
    ],
  ])('reads %s', (_, block) => {
    expect(createHeaderReader()(hex(block))).toEqual([['custom-key', 'custom-header']]);
  });

  it('forgets what the other side says is to be forgotten', () => {
    const read = createHeaderReader();
    read(hex('4001 6101 62'));
    expect(read(hex('be'))).toEqual([['a', 'b']]);
    // A table of no bytes.
    expect(read(hex('20'))).toEqual([]);
    expect(() => read(hex('be'))).toThrow(new Http2Fault('a header of unknown number 62'));
  });

  it('keeps no more than 4096 bytes', () => {
    const read = createHeaderReader();
    const kept = (name: string): Buffer =>
      Buffer.concat([hex('40 01'), Buffer.from(name), hex('7f b1 0f'), Buffer.alloc(2096, 'x')]);
    read(kept('a'));
    read(kept('b'));
    expect(read(hex('be'))[0]?.[0]).toBe('b');
    expect(() => read(hex('bf'))).toThrow(/unknown number 63/u);
  });

  it.each([
    ['a block that ends within a text', '00 05 61', /ends too soon/u],
    ['a block that ends within a number', 'ff', /ends too soon/u],
    ['a number without end', 'ff ff ff ff ff ff ff', /too large/u],
    ['the number 0', '80', /unknown number 0/u],
    ['a code that is filled up with zeros', '00 01 61 81 18', /Huffman/u],
    ['the end of a string within it', '00 01 61 84 ff ff ff ff', /Huffman/u],
  ])('refuses %s', (_, block, why) => {
    expect(() => createHeaderReader()(hex(block))).toThrow(why);
  });

  it('refuses headers beyond 64 KiB, small as they come', () => {
    const read = createHeaderReader();
    const kept = Buffer.concat([hex('40 01 61 7f b1 0f'), Buffer.alloc(2096, 'x')]);
    expect(() => read(Buffer.concat([kept, Buffer.alloc(100, 0xbe)]))).toThrow(/more than 65536 bytes/u);
  });

  it('ends at any bytes, with headers or a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          createHeaderReader()(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(Http2Fault);
        }
      }),
    );
  });
});

describe('encodeHeaders', () => {
  it('writes what is read back', () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const text = fc.string({ unit: byte, maxLength: 400 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), (headers) => {
        expect(createHeaderReader()(encodeHeaders(headers))).toEqual(headers);
      }),
    );
  });
});

describe('huffmanLengths', () => {
  it('are of a code that is full', () => {
    expect(huffmanLengths).toHaveLength(257);
    expect(huffmanLengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
  });
});
