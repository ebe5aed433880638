import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { findingsOf } from '../../../test/check-cases.ts';
import { byDefault, planOf } from '../../../test/builders/plan.ts';
import { realIt } from '../../../test/real.ts';
import { runProbeFacts } from '../../../test/runners/run-probe-facts.ts';
import { fileContentCheck } from '../../checks/sysctls/file-content.ts';
import { kubeletSysctlsCheck } from '../../checks/sysctls/kubelet-sysctls.ts';
import type { Plan } from '../../config/plan.ts';

const hide = [
  'for d in /etc/sysctl.d /run/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d; do [ ! -d $d ] || mount -t tmpfs none $d; done',
];
const set = (key: string, value: string): string => `echo ${value} > /proc/sys/${key}`;
const file = (name: string, text: string): string => `echo '${text}' > /etc/sysctl.d/${name}`;
const four = (value: string): string => set('net/ipv4/ip_forward', value);
const six = (value: string): string => set('net/ipv6/conf/all/forwarding', value);
const both = planOf({ ip: ['ipv4', 'ipv6'], serviceSubnets: byDefault(['10.96.0.0/12', 'fd00:2::/112']) });
const kept = file('90-k8s.conf', 'net.ipv4.ip_forward = 1');
const needs = ['root', 'unshare'];

function codes(prepare: readonly string[], policy: 'mode-aware' | 'kubeadm', plan: Plan = planOf()) {
  const facts = runProbeFacts(['sysctls', 'sysctlFiles'], { prepare: [...hide, ...prepare] });
  return findingsOf(fileContentCheck, { facts, plan, stance: { policy } })
    .filter(({ subject }) => !subject.includes('bridge'))
    .map(({ verdict, code }) => `${verdict} ${code}`);
}

describe('sysctlsProbe and fileContentCheck on a real kernel', () => {
  realIt('forwarding off', needs, () => {
    expect(codes([four('0')], 'kubeadm')).toEqual(['fail content.not-set']);
    expect(codes([four('0')], 'mode-aware')).toEqual(['fail forwarding.off']);
  });

  realIt('forwarding on, kept, lost', needs, () => {
    const later = file('99-hardening.conf', 'net/ipv4/ip_forward = 0');
    expect(codes([four('1')], 'kubeadm')).toEqual(['pass content.set']);
    expect(codes([four('1')], 'mode-aware')).toEqual(['warn forwarding.not-kept']);
    expect(codes([four('1'), kept], 'mode-aware')).toEqual(['pass forwarding.on']);
    expect(codes([four('1'), kept, later], 'mode-aware')).toEqual(['warn forwarding.off-after-boot']);
  });

  realIt('IPv6 on where kubeadm looks, and off where the kernel does', needs, () => {
    const misleading = [four('1'), kept, six('0'), set('net/ipv6/conf/default/forwarding', '1')];
    expect(codes(misleading, 'kubeadm', both)).toEqual(['pass content.set', 'pass content.set']);
    expect(codes(misleading, 'mode-aware', both)).toEqual([
      'pass forwarding.on',
      'fail forwarding.only-new-interfaces',
    ]);
  });

  realIt('the kernel hands conf/all of IPv6 on, as the prediction has it', needs, () => {
    const files = file('91-six.conf', 'net.ipv6.conf.all.forwarding = 1');
    expect(codes([four('1'), kept, six('1'), files], 'mode-aware', both)).toEqual([
      'pass forwarding.on',
      'pass forwarding.on',
    ]);
  });

  realIt('a /proc/sys that the kubelet may not write', needs, () => {
    const prepare = ['mount --bind /proc/sys /proc/sys', 'mount -o remount,ro,bind /proc/sys'];
    const [finding] = findingsOf(kubeletSysctlsCheck, { facts: runProbeFacts(['sysctls'], { prepare }) });
    // Of this machine itself nothing is changed, so what differs there decides what must be set.
    const asWanted = readFileSync('/proc/sys/vm/overcommit_memory', 'utf8').trim() === '1';
    expect([asWanted ? 'kubelet.may-not-set' : finding?.code]).toEqual(['kubelet.may-not-set']);
  });
});
