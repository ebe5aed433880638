import { spawnSync } from 'node:child_process';
import { release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import type { Judgement } from '../../src/findings/judgement.ts';
import { imageTree } from '../image-tree.ts';
import { realIt } from '../real.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const needs = ['root', 'unshare', 'mount', 'sh', 'setpriv'];

/**
 * Judges a directory in mount and PID namespaces of its own, prepared by lines of shell; PID 1 there is that shell.
 * @param prefix a program that becomes the judging one
 */
function judgeThere(root: string, before: readonly string[], prefix = ''): Judgement {
  const line = `${prefix} "$NODE" --no-warnings "$MAIN" join --proxy-mode nftables --root "$AT" -o json || true`;
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

/** As a container of which all capabilities are dropped. */
const powerless = 'setpriv --bounding-set=-all --inh-caps=-all';

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

  realIt('needs no capability for it, where a bind mount shows the root of PID 1', needs, () => {
    const root = imageTree({ dirs: ['/host of a pod'] });
    const judgement = judgeThere(`${root}/host of a pod`, ['mount --rbind / "$AT"'], powerless);
    expect(judgement.subject.kernel).toBe(release());
    expect(swapOf(judgement)).toMatch(/^swap\.(?:off|on|returns)$/u);
  });

  for (const prefix of ['', powerless])
    realIt(`does not take the machine that makes an image for the image ${prefix}`, needs, () => {
      const root = imageTree({ dirs: ['/proc', '/sys'], files: { '/lib/modules/5.4.0-1/modules.dep': '' } });
      const before = ['mount -t proc proc "$AT/proc"', 'mount -t sysfs sysfs "$AT/sys"'];
      const judgement = judgeThere(root, before, prefix);
      expect(judgement.subject.kernel).toBe('5.4.0-1');
      expect(swapOf(judgement)).toBe('swap.none-at-boot');
    });

  realIt('does not take it for an image that is mounted either', needs, () => {
    const root = imageTree({ dirs: ['/proc'], files: { '/lib/modules/5.4.0-1/modules.dep': '' } });
    const before = ['mount --bind "$AT" "$AT"', 'cd "$AT"', 'mount -t proc proc "$AT/proc"'];
    expect(judgeThere(root, before, powerless).subject.kernel).toBe('5.4.0-1');
  });
});
