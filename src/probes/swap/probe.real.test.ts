import { describe, expect } from 'vitest';
import { findingsOf } from '../../../test/check-cases.ts';
import { realIt } from '../../../test/real.ts';
import { runProbeFacts } from '../../../test/runners/run-probe-facts.ts';
import { swapCheck } from '../../checks/resources/swap.ts';

const needs = ['root', 'unshare'];
const header = String.raw`Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n`;

/** A file of the machine shows other content, in a mount namespace alone. */
const over = (path: string, content: string): readonly string[] => [
  'mount -t tmpfs none /mnt',
  `printf '${content}' > /mnt/file`,
  `mount --bind /mnt/file ${path}`,
];

function codes(prepare: readonly string[], policy: 'mode-aware' | 'kubeadm') {
  const facts = runProbeFacts(['swap', 'swapAtBoot'], { prepare });
  return findingsOf(swapCheck, { facts, stance: { policy } }).map(
    ({ verdict, code }) => `${verdict} ${code}`,
  );
}

describe('swapProbe and swapCheck on a real system', () => {
  realIt('one partition', needs, () => {
    const swaps = over('/proc/swaps', `${header}${String.raw`/dev/sdb1\t\tpartition\t1048572\t\t0\t\t-2\n`}`);
    expect(codes(swaps, 'kubeadm')).toEqual(['warn swap.on-kubeadm']);
    expect(codes(swaps, 'mode-aware')).toEqual(['fail swap.on']);
  });

  realIt('the header alone', needs, () => {
    expect(codes(over('/proc/swaps', header), 'kubeadm')).toEqual(['pass swap.off']);
  });

  realIt('off now, in fstab', ['root', 'unshare', '/bin/sh'], () => {
    const prepare = [
      ...over('/proc/swaps', header),
      'mount -t tmpfs none /media',
      String.raw`printf '/bin/sh none swap sw 0 0\n' > /media/fstab`,
      '[ -e /etc/fstab ] || exit 3',
      'mount --bind /media/fstab /etc/fstab',
    ];
    expect(codes(prepare, 'mode-aware')).toEqual(['warn swap.returns']);
    expect(codes(prepare, 'kubeadm')).toEqual(['pass swap.off']);
  });
});
