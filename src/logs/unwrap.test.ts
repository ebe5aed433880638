import { describe, expect, it } from 'vitest';
import { unwrap } from './unwrap.ts';

const klog = 'E1123 04:28:02.123456    1234 proxier.go:42] "nftables sync failed"';

describe('unwrap', () => {
  it('reads klog text', () => {
    expect(unwrap(klog)).toEqual({
      message: '"nftables sync failed"',
      time: '11-23 04:28:02',
      severity: 'E',
      file: 'proxier.go',
      component: 'kube-proxy',
    });
  });

  it('reads klog JSON, and keeps its values', () => {
    const line =
      '{"ts":1763872082123.4,"caller":"kubelet/kubelet_network_linux.go:42","msg":"No iptables","v":0,"n":3}';
    expect(unwrap(line)).toEqual({
      message: 'No iptables n=3',
      time: '2025-11-23T04:28:02.123Z',
      severity: 'I',
      file: 'kubelet_network_linux.go',
      component: 'kubelet',
    });
    expect(unwrap('{"ts":1,"msg":"x","err":"boom"}')).toMatchObject({ severity: 'E', message: 'x err=boom' });
  });

  it('takes the time of the outer wrapping, which has a year', () => {
    const cri = `2026-11-23T04:28:03.5Z stderr F ${klog}`;
    expect(unwrap(cri)).toMatchObject({ time: '2026-11-23T04:28:03.5Z', message: '"nftables sync failed"' });
  });

  it.each([
    ['a unit of the journal', JSON.stringify({ MESSAGE: 'x', _SYSTEMD_UNIT: 'kubelet.service' }), 'kubelet'],
    ['a pod', '[pod/kube-proxy-abcde/kube-proxy] x', 'kube-proxy'],
    ['a program in syslog', 'Nov 23 04:28:02 cp-1 kubelet[1]: x', 'kubelet'],
    ['a CNI pod', '[pod/kube-flannel-ds-1/kube-flannel] x', 'cni'],
  ])('tells the component by %s', (_, line, component) => {
    expect(unwrap(line)).toMatchObject({ component, message: 'x' });
  });

  it('reads a journal message given as bytes', () => {
    const MESSAGE = [...Buffer.from('nft: \u00fc')];
    expect(unwrap(JSON.stringify({ MESSAGE })).message).toBe('nft: ü');
  });

  it.each(['', '{', '{"MESSAGE":', '[pod/', '[]', 'null', 'iptables v1.8.9 (legacy): x'])(
    'leaves %j as it is',
    (line) => {
      expect(unwrap(line).message).toBe(line);
    },
  );

  it.each([
    ['a time beyond all calendars', { MESSAGE: 'x', __REALTIME_TIMESTAMP: 1e300 }, {}],
    ['a time that is none', { ts: { a: 1 }, msg: 'x' }, { severity: 'I' }],
    ['a time of JSON beyond all calendars', { ts: 1e300, msg: 'x' }, { severity: 'I' }],
    ['a name that is none', { MESSAGE: 'x', _COMM: { toString: 1 } }, {}],
  ])('leaves out %s', (_, entry, others) => {
    expect(unwrap(JSON.stringify(entry))).toEqual({ message: 'x', ...others });
  });

  it('ends on a line wrapped without end', () => {
    let line = 'x';
    for (let depth = 0; depth < 9; depth += 1) line = JSON.stringify({ log: line });
    expect(unwrap(line).message).not.toBe('x');
  });
});
