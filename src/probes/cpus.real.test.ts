import { execFileSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { describe, expect } from 'vitest';
import { findingsOf } from '../../test/check-cases.ts';
import { realIt } from '../../test/real.ts';
import { runProbeFacts } from '../../test/runners/run-probe-facts.ts';
import { numCpuCheck } from '../checks/resources/num-cpu.ts';

describe('cpusProbe and memoryProbe on a real machine', () => {
  realIt('count what nproc counts', ['nproc'], () => {
    // nproc(1) obeys OMP_NUM_THREADS, which the tests do not set.
    const count = Number(execFileSync('nproc', { encoding: 'utf8' }));
    const { cpus } = runProbeFacts(['cpus']);
    expect(cpus?.known === true && cpus.value.usable).toBe(count);
  });

  realIt('count one of a process that is bound to it', ['taskset'], () => {
    const facts = runProbeFacts(['cpus'], { as: ['taskset', '-c', '0'] });
    expect(facts.cpus?.known === true && facts.cpus.value.usable).toBe(1);
    const [asKubeadm] = findingsOf(numCpuCheck, { facts, stance: { policy: 'kubeadm' } });
    expect(asKubeadm?.verdict).toBe('fail');
  });

  realIt('tell the memory that the kernel tells', ['/bin/sh'], () => {
    const { memory } = runProbeFacts(['memory']);
    expect(memory?.known === true && memory.value.totalKiB).toBe(totalmem() / 1024);
  });

  realIt('do not believe what lies over /proc/meminfo', ['root', 'unshare'], () => {
    const prepare = [
      'mount -t tmpfs none /mnt',
      String.raw`printf 'MemTotal: 4096 kB\n' > /mnt/file`,
      'mount --bind /mnt/file /proc/meminfo',
    ];
    const { memory } = runProbeFacts(['memory'], { prepare });
    expect(memory?.known === true && memory.value.totalKiB).toBe(4096);
    expect(memory?.known === true && memory.value.machineKiB).toBeGreaterThan(4096);
  });
});
