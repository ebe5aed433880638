import { known, unknown } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { SwapDevice } from './facts.ts';

const path = '/proc/swaps';

/** The swap that is on now. */
export const swapProbe: Probe<'swap'> = {
  name: 'swap',
  deadlineMs: 2500,
  async run(host) {
    const [read, proc, controllers] = await Promise.all([
      host.readText(path, { maxBytes: 64 * 1024 }),
      host.status('/proc/self'),
      host.status('/sys/fs/cgroup/cgroup.controllers'),
    ]);
    const unified = controllers.ok;
    // A kernel without swap has no such file; kubeadm and the kubelet take that for off.
    if (!read.ok && read.code === 'ENOENT' && proc.ok)
      return known({ on: false, devices: [], lines: [], unified });
    if (!read.ok) return unknown('failed', `${path}: ${read.code}`);
    const lines = read.text.trimEnd().split('\n').slice(1);
    return known({ on: lines.length > 0, devices: parseSwaps(read.text), lines, unified });
  },
};

/** proc_swaps(5): name, type, size, used, priority; blanks of a name stand as `\040`. */
export function parseSwaps(text: string): readonly SwapDevice[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, written, type, size] = /^(\S+)\s+(\w+)\s+(\d+)\s/u.exec(line) ?? [];
      if (written === undefined) return [];
      const name = unescapeOctal(written);
      const kind = /^\/dev\/zram\d+$/u.test(name) ? 'zram' : type === 'file' ? 'file' : 'partition';
      return [{ name, kind, sizeKiB: Number(size) } as const];
    });
}

/** `\040` → a blank, as /proc/swaps and fstab(5) write it. */
export function unescapeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/gu, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
