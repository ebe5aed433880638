import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogSummary } from '../../src/findings/log-summary.ts';
import { iptablesNames, runWithout } from '../hidden-tools.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const noSupport =
  'I0105 09:12:31.221930    1021 kubelet_network_linux.go:42] "No iptables support on this system; not creating the KUBE-IPTABLES-HINT chain"\n';
const noNft =
  'E0105 09:12:31.300000       1 server.go:520] "Error running ProxyServer" err="could not find nftables binary: executable file not found in $PATH"\n';

function logs(input: string, ...argv: readonly string[]): { status: number | null; summary: LogSummary } {
  const done = spawnSync(executable, ['logs', '-o', 'json', ...argv], { input, encoding: 'utf8' });
  expect(done.stderr).toBe('');
  return { status: done.status, summary: JSON.parse(done.stdout) as LogSummary };
}

describe('kube-preflight logs', () => {
  it('ends with 1 for what needs action, and with 0 for what does not', () => {
    expect(logs(noNft, '--without-host')).toMatchObject({
      status: 1,
      summary: { groups: [{ id: 'kube-proxy.no-nft', kind: 'absent', needsAction: true }] },
    });
    expect(logs(noSupport, '--without-host')).toMatchObject({
      status: 0,
      summary: { groups: [{ id: 'kubelet.no-iptables-support', kind: 'hidden' }] },
    });
    expect(logs('').status).toBe(0);
  });

  it('says in words what a file tells, and names a file that it cannot read', () => {
    const done = spawnSync(executable, ['logs', '-', '/nonexistent/kubelet.log'], {
      input: noNft,
      encoding: 'utf8',
    });
    expect(done.stdout).toContain('/nonexistent/kubelet.log cannot be read: ENOENT');
    expect(done.stdout).toMatch(/^absent/mu);
    expect(done.status).toBe(1);
  });

  realIt('tells the hidden cause from the facts of this host', ['root', 'unshare', 'mount', 'nft'], () => {
    const script = 'printf "%s" "$LINE" | "$@"';
    const argv = [executable, 'logs', '-o', 'json'];
    const ran = runWithout(iptablesNames(), ['env', `LINE=${noSupport}`, 'sh', '-c', script, 'sh', ...argv]);
    const summary = JSON.parse(ran.stdout) as LogSummary;
    expect(summary.groups).toMatchObject([{ kind: 'absent', here: 'there is no iptables on this host' }]);
    expect(ran.status).toBe(0);
  });

  it('waits for a log that is not there, and says so, and that it never came', async () => {
    const child = spawn(executable, ['logs', '--follow', '--without-host', '/nonexistent.log']);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(Buffer.concat(errors).toString()).toMatch(
      /^\/nonexistent\.log cannot be read yet, and is waited for: ENOENT[^\n]*\n$/u,
    );
    expect(Buffer.concat(output).toString()).toContain('1 of 1 logs could not be read');
    expect(code).toBe(130);
  });

  it('follows until it is stopped, and then tells', async () => {
    const child = spawn(executable, ['logs', '--follow', '--without-host', '-o', 'json', '/dev/null', '-']);
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stdin.end(noNft);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    const summary = JSON.parse(Buffer.concat(output).toString()) as LogSummary;
    expect(summary.groups).toMatchObject([{ id: 'kube-proxy.no-nft' }]);
    expect(code).toBe(130);
  });
});
