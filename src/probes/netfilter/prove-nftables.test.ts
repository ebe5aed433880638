import { describe, expect, it } from 'vitest';
import { nftablesTask } from './prove-nftables.ts';

describe('nftablesTask', () => {
  it.each([
    ['0.9.8', false],
    ['1.0.5', false],
    ['1.0.6', true],
    ['1.1.7', true],
    // Of a version that it does not tell.
    [undefined, true],
  ])('hands its rules to nft %s on standard input: %s', (version, byInput) => {
    const [[load] = []] = nftablesTask({ path: '/usr/sbin/nft', version }, 'ipv4', true).whole;
    const { argv = [], shown = argv, stdin } = load ?? {};
    const rules = byInput ? stdin : argv[1];
    expect(rules).toContain('add table ip kube-proxy');
    expect([stdin !== undefined, shown]).toEqual([byInput, ['/usr/sbin/nft', '-f', '-']]);
  });
});
