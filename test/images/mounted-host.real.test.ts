import { spawnSync } from 'node:child_process';
import { release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { Judgement } from '../../src/findings/judgement.ts';
import { imageTree } from '../image-tree.ts';
import { realIt } from '../real.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const needs = ['root', 'unshare', 'mount', 'sh'];

/** Judges a directory in mount and PID namespaces of its own, prepared by lines of shell; PID 1 there is that shell. */
function judgeThere(root: string, before: readonly string[]): Judgement {
  const line = '"$NODE" --no-warnings "$MAIN" join --proxy-mode nftables --root "$AT" -o json || true';
  const script = ['set -eu', 'mount --make-rprivate /', 'mount -t proc proc /proc', ...before, line].join(
    '\n',
  );
  const done = spawnSync('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { PATH: process.env['PATH'], NODE: process.execPath, MAIN: main, AT: root },
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout);
}

const swapOf = ({ findings }: Judgement): string =>
  findings.find(({ check }) => check === 'Swap')?.code ?? 'nothing of swap';

describe('--root on the host of a container', () => {
  realIt('takes kernel, memory and swap of the machine whose root it is', needs, () => {
    const root = imageTree({ dirs: ['/host'] });
    // As a container sees its host: all of it, with what is mounted in it.
    const judgement = judgeThere(`${root}/host`, ['mount --rbind / "$AT"']);
    expect(judgement.subject.kernel).toBe(release());
    expect(swapOf(judgement)).toMatch(/^swap\.(?:off|on|returns)$/u);
  });

  realIt('does not take the machine that makes an image for the image', needs, () => {
    const root = imageTree({ dirs: ['/proc', '/sys'], files: { '/lib/modules/5.4.0-1/modules.dep': '' } });
    const judgement = judgeThere(root, ['mount -t proc proc "$AT/proc"', 'mount -t sysfs sysfs "$AT/sys"']);
    expect(judgement.subject.kernel).toBe('5.4.0-1');
    expect(swapOf(judgement)).toBe('swap.none-at-boot');
  });
});
