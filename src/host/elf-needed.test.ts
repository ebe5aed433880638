import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realIt } from '../../test/real.ts';
import { readDynamicNeeds } from './elf-needed.ts';

describe('readDynamicNeeds', () => {
  realIt('reads of real programs what readelf does', ['readelf', '/usr/sbin/nft', '/bin/ls'], () => {
    for (const path of ['/usr/sbin/nft', '/bin/ls', '/usr/bin/env']) {
      const told = execFileSync('readelf', ['-d', path], { encoding: 'utf8' });
      const libraries = [...told.matchAll(/\(NEEDED\).*\[(.+)\]/gu)].map(([, name]) => name);
      const ownPath = /\((?:RPATH|RUNPATH)\)/u.test(told);
      expect(readDynamicNeeds(readFileSync(path))).toEqual({ libraries, ownPath });
    }
  });

  it('says nothing of what is no such program', () => {
    expect(readDynamicNeeds(new TextEncoder().encode('#!/bin/sh\n'))).toBeUndefined();
    expect(readDynamicNeeds(new Uint8Array())).toBeUndefined();
  });

  it('takes any bytes, also behind a sound beginning', () => {
    const start = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 512 }), (bytes) => {
        bytes.set(start);
        readDynamicNeeds(bytes);
      }),
    );
    const real = readFileSync(process.execPath).subarray(0, 4096);
    fc.assert(
      fc.property(fc.nat(real.length - 1), fc.nat(255), (at, value) => {
        const bent = Uint8Array.from(real);
        bent[at] = value;
        readDynamicNeeds(bent);
      }),
    );
  });
});
