import { describe, expect } from 'vitest';
import { realIt } from '../real.ts';
import { answersOf } from './answers-of.ts';
import { releases } from './releases.ts';
import { rootOf } from './root-of.ts';

const needs = ['root', 'debootstrap', 'unshare', 'ip', 'nft', 'iptables', 'ipset'] as const;

/** The oldest of them, whose tools differ the most; all four by `npm run test:userspace`. */
describe('the tools of an older release', () => {
  realIt(
    'are known for what they are, and give the same word of this kernel',
    needs,
    () => {
      const [oldest] = releases;
      if (oldest === undefined) throw new Error('no release');
      const rows = answersOf(oldest, rootOf(oldest.suite));
      expect(rows).toHaveLength(12);
      expect(rows.filter(({ expected, said }) => expected !== said)).toEqual([]);
    },
    300_000,
  );
});
