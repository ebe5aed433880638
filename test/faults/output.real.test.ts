import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { realIt } from '../real.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const needs = ['root', 'unshare', 'mount', 'bash'] as const;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** bash, in a directory with room for four pages; `$0` is the executable. */
function run(script: string): Ended {
  const setup = 'mount -t tmpfs -o size=16k none /mnt && cd /mnt || exit 99';
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['--mount', 'bash', '-c', `${setup}\n${script}`, executable],
    { encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stdout, stderr };
}

const cutOff = 'error: the output is cut off: it could not be written to its end (ENOSPC)\n';

describe('a full disk', () => {
  for (const format of ['text', 'json', 'html', 'junit']) {
    realIt(`is told, and no verdict is lost: ${format}`, needs, () => {
      const { stdout, stderr } = run(`
        "$0" init -v -o ${format} > /dev/null; echo $?
        dd if=/dev/zero of=filler bs=1k 2> /dev/null
        "$0" init -v -o ${format} > report; echo $?`);
      const [usual, onFull] = stdout.trim().split('\n').map(Number);
      expect(onFull).toBe(usual === 0 ? 4 : usual);
      expect(stderr).toBe(cutOff);
    });
  }

  realIt('makes a command that went well end with 4', needs, () => {
    expect(run('dd if=/dev/zero of=filler bs=1k 2> /dev/null; "$0" requirements > list')).toEqual({
      status: 4,
      stdout: '',
      stderr: cutOff,
    });
  });

  realIt('leaves no half facts, and keeps the old ones', needs, () => {
    const { status, stdout, stderr } = run(`
      echo old > facts.json
      "$0" facts -o facts.json; status=$?
      ls -A; cat facts.json; exit $status`);
    expect(status).toBe(4);
    expect(stdout).toBe('facts.json\nold\n');
    expect(stderr).toContain('no space is left there');
  });
});

describe('--output-file on a full disk', () => {
  realIt('keeps the old report, leaves nothing behind, and is told', needs, () => {
    const { status, stdout, stderr } = run(`
      echo old > report.html
      dd if=/dev/zero of=filler bs=1k 2> /dev/null
      "$0" requirements --output-file report.html; status=$?
      ls -A; cat report.html; exit $status`);
    expect(status).toBe(4);
    expect(stdout).toBe('filler\nreport.html\nold\n');
    expect(stderr).toBe(
      'error: --output-file report.html cannot be written: no space is left there; nothing was left behind\n',
    );
  });

  realIt('loses no verdict', needs, () => {
    const { stdout } = run(`
      "$0" init -v > /dev/null; echo $?
      dd if=/dev/zero of=filler bs=1k 2> /dev/null
      "$0" init -v --output-file report; echo $?`);
    const [usual, onFull] = stdout.trim().split('\n').map(Number);
    expect(onFull).toBe(usual === 0 ? 4 : usual);
  });
});

describe('a reader', () => {
  realIt('that has gone ends nothing: the exit code still tells', needs, () => {
    const { stdout, stderr } = run(`
      "$0" init -v > /dev/null; echo $?
      "$0" init -v | true; echo \${PIPESTATUS[0]}
      "$0" init -v | head -c 10 > /dev/null; echo \${PIPESTATUS[0]}`);
    const [usual, ...others] = stdout.trim().split('\n');
    expect(others).toEqual([usual, usual]);
    expect(stderr).toBe('');
  });

  realIt('that was never there changes no exit code', needs, () => {
    const { stdout } = run(`
      "$0" init > /dev/null 2>&1; echo $?
      "$0" init >&-; echo $?
      "$0" init > /dev/null 2>&-; echo $?
      "$0" init > /dev/null <&-; echo $?
      "$0" init <&- >&- 2>&-; echo $?`);
    const [usual, ...others] = stdout.trim().split('\n');
    expect(others).toEqual([usual, usual, usual, usual]);
  });
});

describe('a tool that is killed midway', () => {
  const tools = {
    nftables: ['nft'],
    iptables: ['iptables', 'iptables-restore', 'iptables-save'],
    ipvs: ['ipset'],
  };
  for (const [mode, names] of Object.entries(tools)) {
    realIt(
      `is no tool that passes, and no crash: ${names.join(', ')}`,
      [...needs, 'nft', 'iptables', 'ipset'],
      () => {
        const { stdout, stderr } = run(`
        printf '#!/bin/sh\\nprintf "{\\\\"nftables\\\\": [{\\\\"metainfo"\\nkill -9 $$\\n' > dying
        chmod 755 dying; mount --make-rprivate /
        for tool in ${names.join(' ')}; do mount --bind dying "$(readlink -f "$(command -v $tool)")"; done
        "$0" init --proxy-mode ${mode} -o json`);
        expect(stderr).toBe('');
        const { findings }: { findings: readonly Record<'check' | 'code' | 'verdict', string>[] } =
          JSON.parse(stdout);
        expect(findings.filter(({ code }) => code === 'check.crashed')).toEqual([]);
        const ofTool = findings.filter(({ check }) => check === `FileExisting-${names[0]}`);
        expect(ofTool.map(({ verdict }) => verdict)).not.toContain('pass');
        expect(ofTool).not.toEqual([]);
        // What its modules and configuration say holds without the tool; nothing was proven by rules.
        const proven = findings.filter(
          ({ check, code, verdict }) =>
            check === `ProxyKernel-${mode}` && verdict === 'pass' && code !== 'kernel.read',
        );
        expect(names[0] === 'ipset' ? [] : proven).toEqual([]);
      },
    );
  }
});
