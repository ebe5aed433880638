import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-signals-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'bin'));
  // A tool that never answers, and says that it was started.
  const hung = join(folder, 'bin', 'nft');
  writeFileSync(hung, `#!/bin/sh\necho $$ >> ${folder}/started\nexec sleep 60\n`);
  chmodSync(hung, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Stopped {
  readonly code: number | null;
  readonly stdout: string;
  readonly ms: number;
}

/** Starts a run whose nft hangs, sends the signal once nft was started, and waits for the end. */
async function interrupt(signal: 'SIGINT' | 'SIGTERM'): Promise<Stopped> {
  const { existsSync } = await import('node:fs');
  const child = spawn(executable, ['init', '--proxy-mode=nftables', '-o', 'json'], {
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(join(folder, 'started'))) await wait(10);
  const sent = performance.now();
  child.kill(signal);
  const code = await ended;
  return { code, stdout, ms: performance.now() - sent };
}

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops the run, which reports what was known, with exit %i', async (signal, code) => {
    const stopped = await interrupt(signal);
    expect(stopped.code).toBe(code);
    // Far below the deadline of the hung tool.
    expect(stopped.ms).toBeLessThan(1500);
    const report = JSON.parse(stopped.stdout) as { findings: { check: string; verdict: string }[] };
    const nft = report.findings.filter((finding) => finding.check === 'FileExisting-nft');
    expect(nft.map((finding) => finding.verdict)).toEqual(['unknown']);
    expect(report.findings.some((finding) => finding.check === 'ProxyMode')).toBe(true);
  });
});
