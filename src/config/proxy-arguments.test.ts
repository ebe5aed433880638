import { describe, expect, it } from 'vitest';
import { readProxyArguments } from './proxy-arguments.ts';

describe('readProxyArguments', () => {
  it.each([
    [['/usr/local/bin/kube-proxy', '--config=/c/config.conf'], { config: '/c/config.conf' }],
    [['kube-proxy', '--proxy-mode', 'ipvs', '--v=2'], { mode: 'ipvs' }],
    [['kube-proxy', '--proxy-mode=ipvs', '--proxy-mode=nftables'], { mode: 'nftables' }],
    [['kube-proxy', '--proxy-mode='], { mode: '' }],
    [['kube-proxy', '--config-sync-period=1m', '--proxy-modes=x'], {}],
    [['kube-proxy', '--proxy-mode'], {}],
    [['/bin/sh', '-c', 'exec kube-proxy --proxy-mode="iptables" 2>&1 | tee /log'], { mode: 'iptables' }],
    [['sh', '-c', 'kube-proxy --config /c/x;sleep 1'], { config: '/c/x' }],
    [['sh', 'start.sh'], {}],
    [[], {}],
  ] as const)('reads %j', (words, expected) => {
    expect(readProxyArguments(words)).toEqual(expected);
  });
});
