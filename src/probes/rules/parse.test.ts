import { describe, expect, it } from 'vitest';
import { parseNft } from './parse-nft.ts';
import { parseSave } from './parse-save.ts';

describe('parseNft', () => {
  it('reads tables, base chains and others', () => {
    const json = JSON.stringify({
      nftables: [
        { metainfo: { version: '1.0.6' } },
        { table: { family: 'inet', name: 'empty', handle: 3 } },
        { chain: { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT', handle: 1 } },
        {
          chain: {
            family: 'ip6',
            table: 'f',
            name: 'x',
            type: 'filter',
            hook: 'forward',
            prio: -1,
            policy: 'drop',
          },
        },
        { chain: { family: 'unheard-of', table: 'x', name: 'y' } },
      ],
    });
    expect(parseNft(json)).toEqual({
      known: true,
      value: {
        tables: ['inet empty', 'ip mangle', 'ip6 f'],
        chains: [
          { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' },
          { family: 'ip6', table: 'f', name: 'x', hook: 'forward', priority: -1, policy: 'drop' },
        ],
      },
    });
  });

  it.each(['', '{', '[]', '{"nftables":3}', 'null'])('cannot tell from %j', (json) => {
    expect(parseNft(json)).toMatchObject({ known: false, cause: { code: 'failed' } });
  });
});

describe('parseSave', () => {
  it('counts rules by table, and tells built-in chains', () => {
    const text =
      '*mangle\n:PREROUTING ACCEPT [0:0]\n:KUBE-IPTABLES-HINT - [0:0]\nCOMMIT\n*filter\n-A INPUT -j DROP\n-A INPUT -j ACCEPT\nCOMMIT\n';
    expect(parseSave(text)).toEqual({
      chains: [
        { table: 'mangle', name: 'PREROUTING', policy: 'ACCEPT' },
        { table: 'mangle', name: 'KUBE-IPTABLES-HINT' },
      ],
      rules: 2,
      rulesByTable: { filter: 2 },
      incompatible: [],
    });
  });

  it('finds incompatible tables on either stream, each once', () => {
    const line = "# Table `nat' is incompatible, use 'nft' tool.\n";
    expect(parseSave(line).incompatible).toEqual(['nat']);
    expect(parseSave(line, line).incompatible).toEqual(['nat']);
    expect(parseSave('', "iptables-nft-save: table `raw' is incompatible").incompatible).toEqual(['raw']);
  });
});
