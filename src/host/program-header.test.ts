import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elfBytes } from '../../test/fakes/elf-bytes.ts';
import { headerBytes, readProgramHeader, runsOn } from './program-header.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('readProgramHeader', () => {
  it('reads this very Node', () => {
    const header = readProgramHeader(readFileSync(process.execPath).subarray(0, headerBytes));
    expect(header).toMatchObject({
      kind: 'elf',
      bits: 64,
      interpreter: expect.stringMatching(/^\/lib(64)?\/ld-/),
    });
  });

  it.each([
    [
      elfBytes({ machine: 62, interpreter: '/lib64/ld-linux-x86-64.so.2' }),
      'x86_64',
      '/lib64/ld-linux-x86-64.so.2',
    ],
    [elfBytes({ machine: 183 }), 'aarch64', undefined],
    [elfBytes({ machine: 22, big: true, interpreter: '/lib/ld64.so.1' }), 's390x', '/lib/ld64.so.1'],
    [elfBytes({ machine: 3, bits: 32, interpreter: '/lib/ld-linux.so.2' }), 'i686', '/lib/ld-linux.so.2'],
    [elfBytes({ machine: 62, bits: 32 }), 'x32', undefined],
    [elfBytes({ machine: 4711 }), 'machine 4711', undefined],
  ])('reads an ELF header (%#)', (file, machine, interpreter) => {
    const header = readProgramHeader(file);
    expect(header).toMatchObject({ kind: 'elf', machine });
    expect(header.kind === 'elf' ? header.interpreter : 'none').toBe(interpreter);
  });

  it.each([
    ['#!/bin/sh\n', '/bin/sh'],
    ['#! /usr/bin/env python3\nx', '/usr/bin/env'],
    ['#!/bin/sh', '/bin/sh'],
    ['#!\n', ''],
  ])('reads the interpreter of the script %j', (text, interpreter) => {
    expect(readProgramHeader(bytes(text))).toEqual({ kind: 'script', interpreter });
  });

  it.each(['', 'echo no shebang\n', '\x7fEL', 'MZ\x90'])('knows no other format: %j', (text) => {
    expect(readProgramHeader(bytes(text))).toEqual({ kind: 'other' });
  });

  it('bears any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (tail, elf) => {
        const magic = elf ? [0x7f, 0x45, 0x4c, 0x46] : [];
        expect(['elf', 'script', 'other']).toContain(
          readProgramHeader(new Uint8Array([...magic, ...tail])).kind,
        );
      }),
    );
  });
});

describe('runsOn', () => {
  it.each([
    [62, 64, 'x86_64', true],
    [3, 32, 'x86_64', true],
    [62, 32, 'x86_64', false],
    [183, 64, 'x86_64', false],
    [62, 64, 'aarch64', false],
    [40, 32, 'armv7l', true],
    [3, 32, 'i586', true],
    [21, 64, 'ppc64le', true],
    [62, 64, 'some-new-machine', undefined],
  ] as const)('e_machine %i of %i bits on %s: %s', (machine, bits, host, expected) => {
    const header = readProgramHeader(elfBytes({ machine, bits }));
    expect(header.kind === 'elf' && runsOn(header, host)).toBe(expected);
  });
});
