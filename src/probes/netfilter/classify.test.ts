import { describe, expect, it } from 'vitest';
import type { ExecResult } from '../../host/host.ts';
import { classify } from './classify.ts';
import type { ScratchRun } from './scratch.ts';

function failed(stderr: string, overrides: Partial<ExecResult> = {}, refused?: string): ScratchRun {
  const exec = {
    argv: [],
    outcome: 'exited',
    exitCode: 1,
    stdout: '',
    stderr,
    truncated: false,
    ms: 3,
  } as const;
  return {
    exec: { ...exec, ...overrides },
    done: 0,
    ok: false,
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Words of nft 1.0.6 and iptables 1.8.9 on kernels 6.1 and 6.18 that lack one module each. */
const cases = [
  [
    'kernel',
    '/dev/stdin:3:40-64: Error: Could not process rule: No such file or directory\nadd rule ip …\n  ^^^',
  ],
  [
    'kernel',
    '/dev/stdin:1:1-2: Error: Could not process rule: No such file or directory; did you mean chain ‘x’ in table ip ‘y’?',
  ],
  ['kernel', 'netlink: Error: cache initialization failed: Invalid argument'],
  ['kernel', 'nft: Unable to initialize Netlink socket: Protocol not supported'],
  [
    'kernel',
    'iptables-restore v1.8.9 (nf_tables): \nline 4: RULE_APPEND failed (No such file or directory): rule in chain KUBE-NAT',
  ],
  ['kernel', 'iptables-restore v1.8.9 (nf_tables): Could not fetch rule set generation id: Invalid argument'],
  ['kernel', 'Extension comment revision 0 not supported, missing kernel module?'],
  ['kernel', 'iptables-restore: line 4 failed'],
  ['kernel', "iptables-restore v1.8.9 (legacy): iptables-restore: unable to initialize table 'nat'"],
  ['kernel', "Can't initialize ipvs: Protocol not available"],
  ['kernel', 'Error: Unknown device type.'],
  ['kernel', 'ipset v7.17: Error in line 1: Kernel error received: set type not supported'],
  [
    'ambiguous',
    'iptables-restore v1.8.9 (nf_tables): unknown option "--xor-mark"\nError occurred at line: 3',
  ],
  ['tool', "iptables-restore v1.8.9 (nf_tables): Couldn't load match `statistic':No such file or directory"],
  ['tool', '/dev/stdin:2:1-4: Error: syntax error, unexpected newline'],
  ['tool', 'Error: JSON support not compiled-in'],
  ['forbidden', '/dev/stdin:1:1-2: Error: Could not process rule: Operation not permitted'],
  [
    'forbidden',
    "iptables v1.8.9 (legacy): can't initialize iptables table `nat': Permission denied (you must be root)",
  ],
] as const;

describe('classify', () => {
  it.each(cases)('%s: %s', (by, stderr) => {
    expect(classify(failed(stderr)).by).toBe(by);
  });

  it('tells a namespace that was refused, a crash and a tool that hangs', () => {
    const words = 'unshare: unshare failed: Operation not permitted';
    expect(classify(failed(words, {}, words))).toEqual({ by: 'no-namespace', detail: words });
    expect(classify(failed('', { outcome: 'signalled', signal: 'SIGSEGV' })).by).toBe('crashed');
    expect(classify(failed("find: '/usr/sbin/nft' terminated by signal 11")).by).toBe('crashed');
    expect(classify(failed('', { outcome: 'timed-out', ms: 4000 }))).toEqual({
      by: 'timed-out',
      detail: 'no answer in 4000 ms',
    });
  });

  it('keeps the one line that names the error', () => {
    const [, stderr] = cases[4];
    expect(classify(failed(stderr)).detail).toBe(
      'line 4: RULE_APPEND failed (No such file or directory): rule in chain KUBE-NAT',
    );
  });
});
