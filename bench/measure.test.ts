import { describe, expect, it } from 'vitest';
import type { Case } from './cases.ts';
import { BenchFailure, peakMemory, wallTime } from './measure.ts';

function node(name: string, script: string): Case {
  return { name, argv: [process.execPath, '-e', script] };
}

const sleep = (ms: number): string => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms})`;

async function peak(one: Case): Promise<number> {
  return (await peakMemory(one)) ?? Number.NaN;
}

describe('wallTime', () => {
  it('counts the whole life of the process', () => {
    const time = wallTime(node('sleeps', sleep(200)));
    expect(time).toBeGreaterThan(200);
    expect(time).toBeLessThan(5000);
  });

  it('takes exit code 1 for a verdict', () => {
    expect(wallTime({ name: 'false', argv: ['false'] })).toBeGreaterThan(0);
  });

  it.each<readonly [Case, string]>([
    [node('usage', 'process.exit(2)'), 'usage: ended with exit code 2'],
    [node('killed', 'process.kill(process.pid, "SIGKILL")'), 'killed: ended with signal SIGKILL'],
    [{ name: 'absent', argv: ['/no/such/program'] }, 'absent: ended with spawnSync /no/such/program ENOENT'],
  ])('refuses the time of a program that failed: %o', (one, message) => {
    expect(() => wallTime(one)).toThrow(new BenchFailure(message));
  });
});

describe('peakMemory', () => {
  it('sees what was given back before the end', async () => {
    const mebibytes = 120;
    const script = `let big = Buffer.alloc(${mebibytes} << 20, 1); ${sleep(30)}; big = undefined; gc(); ${sleep(30)}`;
    const idle = await peak(node('idle', sleep(30)));
    const busy = await peak({ name: 'busy', argv: [process.execPath, '--expose-gc', '-e', script] });
    expect(idle).toBeGreaterThan(10 * 1024);
    expect(busy - idle).toBeGreaterThan((mebibytes - 20) * 1024);
    expect(busy - idle).toBeLessThan((mebibytes + 60) * 1024);
  });

  it('claims no more than a process had that is gone at once', async () => {
    const kib = await peakMemory({ name: 'true', argv: ['true'] });
    expect(kib ?? 0).toBeLessThan(10 * 1024);
  });

  it('refuses the memory of a program that failed', async () => {
    await expect(peakMemory(node('usage', 'process.exit(2)'))).rejects.toThrow(
      'usage: ended with exit code 2',
    );
    await expect(peakMemory({ name: 'absent', argv: ['/no/such/program'] })).rejects.toThrow(BenchFailure);
  });
});
