import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIpsetVersion, parseIptablesVersion, parseNftVersion, parseToolVersion } from './version.ts';

describe('parseIptablesVersion', () => {
  it.each([
    ['iptables v1.8.9 (nf_tables)\n', '1.8.9', 'nf_tables'],
    ['ip6tables v1.8.7 (legacy)\n', '1.8.7', 'legacy'],
    ['iptables-restore v1.8.9 (legacy)\n', '1.8.9', 'legacy'],
    ['ip6tables-nft-save v1.8.10 (nf_tables)\n', '1.8.10', 'nf_tables'],
    ['iptables v1.6.1\n', '1.6.1', 'legacy'],
    ['iptables v1.8.2\n', '1.8.2', 'unknown'],
    ['\niptables/1.8.9 Failed to initialize nft: Protocol not supported\n', '1.8.9', 'nf_tables'],
    ['# Warning: iptables-legacy tables present\niptables v1.8.13 (nf_tables)\n', '1.8.13', 'nf_tables'],
  ])('%j', (text, version, variant) => {
    expect(parseIptablesVersion(text)).toEqual({ version, variant });
  });

  it.each(['', 'iptables', 'iptables v', 'iptables vnext', 'nftables v1.0.6', 'see iptables v1.8.9'])(
    'does not read a version from %j',
    (text) => {
      expect(parseIptablesVersion(text)).toBeUndefined();
    },
  );
});

describe('parseNftVersion', () => {
  const long =
    'nftables v1.0.6 (Lester Gooch #5)\n  cli:\t\teditline\n  json:\t\tyes\n  minigmp:\tno\n  libxtables:\tyes\n';

  it.each([
    [long, { version: '1.0.6', features: ['cli', 'json', 'libxtables'] }],
    [
      'nftables v1.1.3 (Commodore Bullmoose #4)\n  cli:\t\tno\n  json:\t\tno\n',
      { version: '1.1.3', features: [] },
    ],
    ['nftables v0.9.0 (Fearless Fosdick)\n', { version: '0.9.0' }],
    ['nftables v1.2\n', { version: '1.2' }],
    ['nft: invalid option -- V\n', undefined],
    ['v1.0.6', undefined],
  ])('%j', (text, expected) => {
    expect(parseNftVersion(text)).toEqual(expected);
  });
});

describe('parseIpsetVersion', () => {
  it.each([
    ['ipset v7.17\n\nUsage: ipset [options] COMMAND\n', '7.17'],
    ['ipset v7.17, protocol version: 7\n', '7.17'],
    ['ipset v6.38, protocol version: 6\nWarning: Kernel support protocol version…\n', '6.38'],
    ['ipset v7.17: Kernel error received: Operation not permitted\n', '7.17'],
  ])('%j', (text, version) => {
    expect(parseIpsetVersion(text)).toEqual({ version });
  });
});

describe('parseToolVersion', () => {
  const number = fc.array(fc.nat(99), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.'));

  it('reads back every number in the form its tool prints', () => {
    fc.assert(
      fc.property(number, fc.constantFrom('legacy', 'nf_tables'), (version, variant) => {
        expect(parseToolVersion('iptables', `iptables v${version} (${variant})\n`)).toEqual({
          version,
          variant,
        });
        expect(parseToolVersion('nft', `nftables v${version} (Name #1)\n`)).toEqual({ version });
        expect(parseToolVersion('ipset', `ipset v${version}, protocol version: 7\n`)).toEqual({ version });
      }),
    );
  });

  it('bears any text', () => {
    fc.assert(
      fc.property(fc.constantFrom('iptables', 'nft', 'ipset'), fc.string(), (source, text) => {
        const told = parseToolVersion(source, text);
        if (told !== undefined) expect(told.version).toMatch(/^\d+(\.\d+)+$/);
      }),
    );
  });
});
