import { describe, expect, it } from 'vitest';
import { absent, faulty, sound } from '../../test/builders/facts.ts';
import { type FakeAnswer, type FakeHostOptions, fakeHost } from '../../test/fakes/fake-host.ts';
import { known, unknown } from '../probes/fact.ts';
import type { LockFact } from '../probes/rules/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import { ensureHint } from './ensure.ts';

const lock: LockFact = { path: '/run/xtables.lock', kind: 'file', holders: [{ pid: 4711, name: 'ufw' }] };
const six = { '/proc/net/if_inet6': '' };

function toolsOf(...tools: readonly ToolFact[]) {
  return known({
    searched: [],
    modulesLoaded: [],
    byName: Object.fromEntries(tools.map((one) => [one.name, one])),
  });
}

function ensure(
  options: FakeHostOptions,
  tools: ReturnType<typeof toolsOf>,
  readers: readonly string[] = [],
) {
  const given = { host: fakeHost(options), tools, readLock: () => Promise.resolve(lock) };
  return ensureHint(
    given,
    readers.map((who) => ({ who })),
  );
}

const answers = (answer: FakeAnswer) => ({
  files: six,
  exec: { '/usr/sbin/iptables': answer, '/usr/sbin/ip6tables': answer },
});
const both = toolsOf(sound('iptables'), sound('ip6tables'));

describe('ensureHint', () => {
  it('runs what the kubelet runs, in both families', async () => {
    const host = fakeHost(answers({}));
    const outcomes = await ensureHint({ host, tools: both, readLock: () => Promise.resolve(lock) }, []);
    expect(host.calls.map(({ argv }) => argv.join(' '))).toEqual([
      '/usr/sbin/iptables -w 5 -N KUBE-IPTABLES-HINT -t mangle',
      '/usr/sbin/ip6tables -w 5 -N KUBE-IPTABLES-HINT -t mangle',
    ]);
    expect(outcomes).toMatchObject([
      { code: 'made', family: 'ipv4', backend: 'nft', ok: true },
      { code: 'made', family: 'ipv6', backend: 'nft', ok: true },
    ]);
  });

  it.each([
    [1, 'iptables: Chain already exists.', 'already-there', true],
    [1, 'iptables: Some other trouble.', 'failed', false],
    [4, 'Another app is currently holding the xtables lock. Stopped waiting after 5s.', 'locked', false],
    [
      4,
      'Another app is currently holding the xtables lock; still 0s 100000us time ahead to have a chance to grab the lock...',
      'locked',
      false,
    ],
    [4, "Can't lock /run/xtables.lock: Resource temporarily unavailable", 'locked', false],
    [4, "Fatal: can't open lock file /run/xtables.lock: Permission denied", 'no-privilege', false],
    [
      4,
      'iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
      'no-privilege',
      false,
    ],
    [
      3,
      "iptables v1.8.9 (legacy): can't initialize iptables table `mangle': Permission denied (you must be root)",
      'no-privilege',
      false,
    ],
    [
      3,
      "iptables v1.8.9 (legacy): can't initialize iptables table `mangle': Table does not exist (do you need to insmod?)\nPerhaps iptables or your kernel needs to be upgraded.",
      'no-kernel-table',
      false,
    ],
    [
      3,
      "iptables v1.8.9 (nf_tables): table 'mangle' does not exist\nPerhaps iptables or your kernel needs to be upgraded.",
      'no-kernel-table',
      false,
    ],
    [1, 'iptables: Failed to initialize nft: Protocol not supported', 'no-kernel-table', false],
    [
      4,
      'iptables v1.8.9 (nf_tables):  TABLE_ADD failed (Operation not supported): table mangle',
      'no-kernel-table',
      false,
    ],
    [
      1,
      "iptables v1.8.7 (nf_tables): table `mangle' is incompatible, use 'nft' tool.",
      'incompatible-rules',
      false,
    ],
    [
      127,
      'iptables: error while loading shared libraries: libxtables.so.12: cannot open shared object file',
      'faulty',
      false,
    ],
    [2, 'iptables: unknown option "-w"', 'failed', false],
  ] as const)('tells exit %i with %j', async (exitCode, stderr, code, ok) => {
    const [four] = await ensure(answers({ exitCode, stderr: `${stderr}\n` }), both);
    expect(four).toMatchObject({ code, ok });
    expect(four?.todo === '').toBe(ok);
  });

  it('names the holder of the lock', async () => {
    const [four] = await ensure(answers({ exitCode: 4, stderr: 'holding the xtables lock' }), both);
    expect(four?.says).toContain('/run/xtables.lock is locked by pid 4711 (ufw)');
  });

  it.each([
    [{ outcome: 'timed-out' }, 'failed'],
    [{ outcome: 'signalled', signal: 'SIGSEGV' }, 'faulty'],
    [{ outcome: 'not-started', errno: 'EUNSAFE' }, 'faulty'],
  ] as const)('tells a tool that does not end well: %j', async (answer, code) => {
    expect(await ensure(answers(answer), both)).toMatchObject([{ code }, { code }]);
  });

  it('skips IPv6 where the kernel has none', async () => {
    const outcomes = await ensure({ exec: { '/usr/sbin/iptables': {} } }, both);
    expect(outcomes).toMatchObject([{ code: 'made' }, { code: 'no-ipv6', ok: true, command: '' }]);
  });

  it('finds no iptables harmless unless somebody reads the hint', async () => {
    const none = toolsOf(absent('iptables'), absent('ip6tables'));
    const host = { files: six };
    expect(await ensure(host, none)).toMatchObject([
      { code: 'no-iptables', ok: true },
      { code: 'no-iptables', ok: true },
    ]);
    const [four] = await ensure(host, none, ['Calico (Felix)', 'Cilium']);
    expect(four).toMatchObject({ code: 'no-iptables', ok: false });
    expect(four?.says).toContain('Calico (Felix), Cilium would miss the hint');
  });

  it('says why a tool that is there does not work, and does not run it', async () => {
    const broken = toolsOf(
      faulty('iptables', 'missing-library', 'libxtables.so.12: cannot open'),
      faulty('ip6tables', 'no-privilege', 'Operation not permitted'),
    );
    const outcomes = await ensure({ files: six }, broken);
    expect(outcomes).toMatchObject([{ code: 'faulty' }, { code: 'no-privilege' }]);
    expect(outcomes[0]?.says).toContain('libxtables.so.12');
  });

  it('fails where the tools could not be looked for', async () => {
    const given = {
      host: fakeHost(),
      tools: unknown('timed-out', 'too slow'),
      readLock: () => Promise.resolve(lock),
    };
    expect(await ensureHint(given, [])).toMatchObject([{ code: 'failed' }, { code: 'no-ipv6' }]);
  });
});
