import { describe, expect, it } from 'vitest';
import { absent, sound } from '../../test/builders/facts.ts';
import { chainsOf, rulesOf } from '../../test/builders/rules.ts';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { known, unknown } from '../probes/fact.ts';
import type { RulesFacts } from '../probes/rules/facts.ts';
import type { ToolFact } from '../probes/tools/facts.ts';
import { barrierIn, deleteHint } from './delete.ts';
import { hintState } from './state.ts';

const inNft = { nft: chainsOf({ family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' }) };
const lock = { path: '/run/xtables.lock', kind: 'absent', holders: [] } as const;

function remove(rules: Partial<RulesFacts>, tools: readonly ToolFact[], host = fakeHost()) {
  const byName = Object.fromEntries(tools.map((one) => [one.name, one]));
  const facts = known({ searched: [], modulesLoaded: [], byName });
  return deleteHint({ host, tools: facts, readLock: () => Promise.resolve(lock) }, hintState(rulesOf(rules)));
}

describe('deleteHint', () => {
  it('has nothing to do where there is none', async () => {
    const host = fakeHost();
    expect(await remove({}, [], host)).toMatchObject([
      { code: 'not-there', ok: true },
      { code: 'not-there' },
    ]);
    expect(host.calls).toEqual([]);
  });

  it('uses the tool of the variant, by its own name or the usual one', async () => {
    const own = fakeHost({ exec: { '/usr/sbin/iptables-nft': {} } });
    await remove(inNft, [sound('iptables-nft'), sound('iptables', { variant: 'legacy' })], own);
    expect(own.calls.at(-1)?.argv.join(' ')).toBe(
      '/usr/sbin/iptables-nft -w 5 -t mangle -X KUBE-IPTABLES-HINT',
    );
    const usual = fakeHost({ exec: { '/usr/sbin/iptables': {} } });
    expect(await remove(inNft, [sound('iptables')], usual)).toMatchObject([{ code: 'deleted', ok: true }]);
  });

  it('never uses the tool of the other variant', async () => {
    const host = fakeHost();
    const tools = [sound('iptables', { variant: 'legacy' }), absent('iptables-nft')];
    expect(await remove(inNft, tools, host)).toMatchObject([
      { code: 'no-iptables', ok: false, todo: 'nft delete chain ip mangle KUBE-IPTABLES-HINT' },
    ]);
    expect(host.calls).toEqual([]);
  });

  it('leaves what something leads to, be it seen by the kernel alone', async () => {
    const host = fakeHost({
      exec: {
        '/usr/sbin/iptables': ({ argv }) =>
          argv.includes('-X')
            ? { exitCode: 4, stderr: 'CHAIN_DEL failed (Device or resource busy): chain KUBE-IPTABLES-HINT' }
            : {},
      },
    });
    expect(await remove(inNft, [sound('iptables')], host)).toMatchObject([{ code: 'referenced', ok: false }]);
  });

  it('says what it could not read', async () => {
    const rules = { nft: unknown('needs-root', 'nft: Operation not permitted') };
    expect(await remove(rules, [])).toMatchObject([{ code: 'no-privilege' }, { code: 'no-privilege' }]);
  });
});

describe('barrierIn', () => {
  it.each([
    ['-P INPUT ACCEPT\n-N KUBE-IPTABLES-HINT\n', undefined],
    ['-N KUBE-IPTABLES-HINT\n-A KUBE-IPTABLES-HINT -j ACCEPT\n', 'not-empty'],
    ['-A PREROUTING -p tcp -j KUBE-IPTABLES-HINT\n', 'referenced'],
    ['-A PREROUTING -g KUBE-IPTABLES-HINT\n', 'referenced'],
    ['-A PREROUTING -j KUBE-IPTABLES-HINT-2\n-A KUBE-IPTABLES-HINT-2 -j DROP\n', undefined],
  ])('tells %j', (listing, code) => {
    expect(barrierIn(listing)?.code).toBe(code);
  });
});
