import type { Args, Finding, Remedy, Verdict } from '../../findings/finding.ts';
import type { LockFact } from '../../probes/rules/facts.ts';
import type { Check, CheckInput, Reason } from '../check.ts';
import { findingOf } from '../finding-of.ts';

const name = 'XtablesLock';

const remedy: Remedy = {
  what: 'remove it; it comes into being as a file when first used, and the mount that made it wants type FileOrCreate',
  now: ['rmdir /run/xtables.lock'],
  verify: ['stat -c %F /run/xtables.lock'],
  // Removes an empty directory, and nothing else.
  steps: [
    {
      kind: 'command',
      run: [['rmdir', '/run/xtables.lock']],
      done: [['test', '!', '-d', '/run/xtables.lock']],
    },
  ],
};

const reasons: readonly Reason[] = [
  {
    code: 'lock.free',
    means: 'The lock of iptables is a file, or not there yet, and nobody holds it.',
    words: () => ({ says: 'nobody holds the lock of iptables' }),
  },
  {
    code: 'lock.held',
    means: 'A process holds the lock of iptables at this moment.',
    words: ({ holders }) => ({
      says: `the lock of iptables is held now by ${Array.isArray(holders) ? holders.join(', ') : ''}: legacy iptables waits for it, iptables-nft does not`,
      have: 'held for a moment is usual; if it stays, see what that process waits for',
    }),
  },
  {
    code: 'lock.not-a-file',
    means: 'Something that is not a file stands where iptables has its lock.',
    words: ({ path, pod }) => ({
      says: `${String(path)} is not a file: ${
        pod === true
          ? 'the pod of kube-proxy cannot start, and legacy iptables fails'
          : 'legacy iptables fails, and pods that mount it do not start'
      }`,
      need: `${String(path)} as a regular file, or nothing there`,
      have: 'a directory or a device, as a mount of a path that was not there makes one',
      remedies: [remedy],
    }),
  },
  {
    code: 'lock.not-told',
    means: 'The lock of iptables could not be looked at.',
    words: ({ detail }) => ({
      says: 'whether the lock of iptables is in order could not be told',
      have: String(detail),
    }),
  },
];

/** The file that legacy iptables locks for each change, and that pods mount from the host. */
export const xtablesLockCheck: Check = {
  name,
  title: 'the lock of iptables',
  group: 'state',
  sources: [
    'kubernetes#57428',
    'rke#1303',
    'cmd/kubeadm/app/phases/addons/proxy/manifests.go',
    'iptables/xshared.c',
  ],
  reasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['rules']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { rules } = input.facts;
    if (rules?.known !== true) {
      return [told('lock.not-told', 'unknown', { detail: rules?.cause.detail ?? 'it was not looked at' })];
    }
    return [judgeLock(input, rules.value.lock)];
  },
};

function judgeLock({ plan, stance }: CheckInput, { path, kind, holders }: LockFact): Finding {
  if (kind === 'other') {
    // kubeadm's manifest mounts it with type FileOrCreate, in every mode: another kind ends the pod's start.
    const pod = stance.kubeProxy === 'pod' && plan.proxyMode.value !== 'none';
    return told('lock.not-a-file', pod ? 'fail' : 'warn', { path, pod }, 'not a regular file');
  }
  if (holders.length === 0) return told('lock.free', 'pass', {}, kind);
  const who = holders.map(({ pid, name: comm }) => `pid ${pid}${comm === '' ? '' : ` (${comm})`}`);
  return told('lock.held', 'info', { holders: who }, `held by ${who.join(', ')}`);
}

function told(code: string, verdict: Verdict, args: Args, excerpt?: string): Finding {
  return findingOf(
    { check: name, group: 'state' },
    {
      code,
      verdict,
      subject: 'lock of iptables',
      args,
      evidence: [{ source: '/run/xtables.lock', ...(excerpt === undefined ? {} : { excerpt }) }],
      neededBy: ['kube-proxy', 'network plugin'],
    },
  );
}
