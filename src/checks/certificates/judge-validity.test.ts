import { describe, expect, it } from 'vitest';
import { certificateOf, day, seenAt } from '../../../test/builders/etcd.ts';
import { dayOf, judgeValidity, momentOf } from './judge-validity.ts';

describe('judgeValidity', () => {
  it.each([
    ['a year, in its middle', -180, 185, 'valid'],
    ['a year, in its last month', -340, 25, 'expires-soon'],
    ['a year, over', -366, -1, 'expired'],
    ['a year, to come', 1, 366, 'not-yet-valid'],
    ['a week, new', -1, 6, 'valid'],
    ['a week, in its last third', -5, 2, 'expires-soon'],
  ] as const)('of %s', (_, from, to, verdict) => {
    const certificate = certificateOf({ notBefore: seenAt + from * day, notAfter: seenAt + to * day });
    expect(judgeValidity(certificate, seenAt)).toBe(verdict);
  });
});

describe('dayOf', () => {
  it('is a day, and momentOf its time', () => {
    expect(dayOf(seenAt)).toBe('2026-11-23');
    expect(momentOf(seenAt)).toBe('2026-11-23 06:00:00');
    expect(dayOf(Number.NaN)).toBe('an unreadable date');
  });
});
