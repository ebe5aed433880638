import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { parseIptablesSave } from './iptables-save.ts';
import { parseNftJson } from './nft-json.ts';
import { firewallProbe } from './probe.ts';

const nfnetlink = { '/proc/net/netlink': 'sk Eth Pid\n0000 12  0\n' };
const nft = { '/usr/sbin/nft': 'ELF' };

function run(options: FakeHostOptions, readOnly = false) {
  return firewallProbe.run(fakeHost(options), { ...quietSurvey, readOnly });
}

describe('firewallProbe', () => {
  it('runs nothing where the kernel has no nfnetlink: there are no rules, and asking would load it', async () => {
    const host = fakeHost({ files: { ...nft, '/proc/net/netlink': 'sk Eth Pid\n0000 0  0\n' } });
    expect(await firewallProbe.run(host, quietSurvey)).toMatchObject({ value: { chains: {}, sources: [] } });
    expect(host.calls).toEqual([]);
  });

  it('says in a read-only run that it did not ask', async () => {
    expect(await run({ files: { ...nft, ...nfnetlink } }, true)).toMatchObject({
      cause: { code: 'read-only-run' },
    });
  });

  it('asks in a read-only run where nf_tables is loaded', async () => {
    const files = { ...nft, ...nfnetlink, '/proc/modules': 'nf_tables 1 0\n' };
    const exec = { '/usr/sbin/nft': { stdout: '{"nftables": []}' } };
    expect(await run({ files, exec }, true)).toMatchObject({ known: true });
  });

  it.each([
    [
      'an ordinary user',
      1000,
      { exitCode: 1, stderr: 'Operation not permitted (you must be root)' },
      'needs-root',
    ],
    ['root without the capability', 0, { exitCode: 1, stderr: 'Operation not permitted' }, 'forbidden'],
    ['nft that hangs', 0, { outcome: 'timed-out' }, 'timed-out'],
    ['nft that crashes', 0, { outcome: 'signalled', signal: 'SIGSEGV' }, 'failed'],
    ['nft without JSON', 0, { exitCode: 1, stderr: 'Error: JSON support not compiled-in' }, 'failed'],
    ['too many rules', 0, { stdout: '{"nftables": [', truncated: true }, 'failed'],
    ['something else', 0, { stdout: 'hello' }, 'failed'],
  ] as const)('could not tell: %s', async (_, uid, answer, code) => {
    const files = { ...nft, ...nfnetlink };
    expect(await run({ uid, files, exec: { '/usr/sbin/nft': answer } })).toMatchObject({ cause: { code } });
  });

  it('takes the rules of iptables-nft where there is no nft', async () => {
    const saved = { stdout: '*filter\n:INPUT DROP [0:0]\nCOMMIT\n' };
    const names = ['/usr/sbin/iptables-nft-save', '/usr/sbin/ip6tables-nft-save'];
    const found = await run({
      files: { ...nfnetlink, ...Object.fromEntries(names.map((name) => [name, 'ELF'])) },
      exec: Object.fromEntries(names.map((name) => [name, saved])),
    });
    expect(found).toMatchObject({
      value: { chains: { 'ip filter INPUT': { hook: 'input', policy: 'drop' } } },
    });
  });

  it('reads whether ufw is on, and does not take a comment for a setting', async () => {
    const netlink = { '/proc/net/netlink': 'none\n' };
    const on = { ...netlink, '/etc/ufw/ufw.conf': '# /etc/ufw/ufw.conf\nENABLED=yes\nLOGLEVEL=low\n' };
    expect(await run({ files: on })).toMatchObject({ value: { ufwEnabled: true } });
    const off = { ...netlink, '/etc/ufw/ufw.conf': '# ENABLED=yes\n' };
    expect(await run({ files: off })).toMatchObject({ value: { ufwEnabled: false } });
  });
});

const ruleIn = (table: string, expr: readonly unknown[]) => ({
  rule: { family: 'inet', table, chain: 'c', expr },
});

describe('parseNftJson', () => {
  it('names the tables that hold sets, named or within a rule', () => {
    const dport = { payload: { protocol: 'tcp', field: 'dport' } };
    const nftables = [
      { set: { family: 'ip', table: 'named', name: 's', type: 'ifname' } },
      { map: { family: 'ip', table: 'mapped', name: 'm' } },
      ruleIn('within', [{ match: { op: '==', left: dport, right: { set: [22, 80] } } }]),
      ruleIn('verdicts', [{ vmap: { key: dport, data: { set: [[22, { accept: null }]] } } }]),
      ruleIn('changes', [{ set: { op: 'add', elem: 'x', set: '@s' } }]),
      ruleIn('plain', [{ match: { op: '==', left: dport, right: 22 } }, { accept: null }]),
    ];
    expect(parseNftJson(JSON.stringify({ nftables }))?.setTables).toEqual([
      'ip named',
      'ip mapped',
      'inet within',
      'inet verdicts',
    ]);
  });

  it('never throws, whatever JSON holds', () => {
    const object = fc.record({
      chain: fc.jsonValue(),
      rule: fc.record({ expr: fc.array(fc.record({ match: fc.jsonValue(), vmap: fc.jsonValue() })) }),
      set: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.array(object), (nftables) => {
        expect(parseNftJson(JSON.stringify({ nftables }))).toBeDefined();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseNftJson(text)).not.toThrow();
      }),
    );
  });
});

describe('parseIptablesSave', () => {
  it('reads chains of the table filter alone', () => {
    const saved =
      '*nat\n:INPUT DROP [0:0]\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\n:own - [0:0]\n-A INPUT -g own\nCOMMIT\n';
    expect(parseIptablesSave(saved, 'ip6')).toMatchObject([
      {
        key: 'ip6 filter INPUT',
        policy: 'accept',
        rules: [{ outcome: { kind: 'goto', chain: 'ip6 filter own' } }],
      },
      { key: 'ip6 filter own', rules: [] },
    ]);
  });

  it.each([
    [
      '-p tcp -m tcp --dport 10:20 -j ACCEPT',
      [
        { kind: 'protocol', names: ['tcp'] },
        { kind: 'port', ranges: [[10, 20]] },
      ],
    ],
    ['! -i lo -j DROP', [{ kind: 'interface', names: ['lo'], not: true }]],
    ['-m comment --comment "a -j DROP b" -j ACCEPT', []],
    ['-s 10.0.0.0/8 -j ACCEPT', [{ kind: 'other', text: '-s 10.0.0.0/8' }]],
    ['-m conntrack --ctstate NEW,RELATED -j RETURN', [{ kind: 'state', names: ['new', 'related'] }]],
  ])('%s', (rule, when) => {
    const [chain] = parseIptablesSave(`*filter\n:INPUT DROP [0:0]\n-A INPUT ${rule}\n`, 'ip');
    expect(chain?.rules).toMatchObject([{ when }]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseIptablesSave(`*filter\n-A INPUT ${text}\n`, 'ip')).not.toThrow();
      }),
    );
  });
});
