import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { realIt } from '../real.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));

/** The executable starts from a heap that was made on another machine: nothing of that may be told of this one. */
describe('the executable, on another machine than it was built on', () => {
  realIt('tells the kernel and the name of this one', ['root', 'unshare'], () => {
    const script = [
      'mount --make-rprivate /',
      'mount -t tmpfs none /mnt',
      'echo 9.8.7-other > /mnt/release',
      'mount --bind /mnt/release /proc/sys/kernel/osrelease',
      'hostname elsewhere',
      'exec "$0" init --read-only -o json',
    ].join('; ');
    const done = spawnSync('unshare', ['--mount', '--uts', 'sh', '-c', script, executable], {
      encoding: 'utf8',
      maxBuffer: 16 * 1024 * 1024,
    });
    const { subject } = JSON.parse(done.stdout);
    expect(subject).toMatchObject({ kernel: '9.8.7-other', host: 'elsewhere' });
  });
});
