import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const runner = fileURLToPath(new URL('../runners/run-with-defect.ts', import.meta.url));
const calls = ['readText', 'readBytes', 'readDir', 'readLink', 'status', 'linkStatus', 'realPath', 'mayRun'];

describe('a call to the host that has a defect', () => {
  it.each([...calls, 'exec', 'listen', 'dialUnix', 'queryDns', 'interfaces'])(
    '%s: the run ends with a report that says what could not be told',
    (call) => {
      const done = spawnSync(process.execPath, ['--no-warnings', runner, call, 'init', '-o', 'json'], {
        encoding: 'utf8',
      });
      expect(done.stderr).toBe('');
      const { findings, exitCode } = JSON.parse(done.stdout);
      expect(done.status).toBe(exitCode);
      expect(findings.length).toBeGreaterThan(20);
      expect(findings.filter(({ code }: { code: string }) => code === 'check.crashed')).toEqual([]);
    },
  );
});
