import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { realIt } from '../real.ts';
import { shortCases } from './cases.ts';
import { baseImage } from './images.ts';
import { gradeOf } from './judge-answer.ts';
import { guestMs, runGuest } from './run-guest.ts';

const needs = [
  'root',
  'qemu-system-x86_64',
  'cpio',
  'kmod',
  'busybox',
  'nft',
  'ipset',
  'ipvsadm',
  'unshare',
] as const;

/** The whole set is `npm run test:vm`; a guest takes ten to thirty seconds. */
describe('ProxyKernel in virtual machines with real kernels', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-base-'));
  let base: string | undefined;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const vm of shortCases) {
    realIt(
      vm.name,
      needs,
      async () => {
        base ??= baseImage(folder);
        const image = base;
        // The emulator ends now and then in the middle of a guest, and on a busy machine it is too slow for the
        // limits of the probes: neither answer is right or wrong, and it is asked once more.
        const first = await runGuest(vm, image).catch((error: unknown) => {
          console.warn(String(error).slice(-300));
        });
        const isAnswer = first !== undefined && gradeOf(first) !== 'could not tell';
        const answer = isAnswer ? first : await runGuest(vm, image);
        const { truth, says } = answer;
        expect({ grade: gradeOf(answer), says, truth }).toMatchObject({ grade: 'right' });
      },
      2 * guestMs + 20_000,
    );
  }
});
