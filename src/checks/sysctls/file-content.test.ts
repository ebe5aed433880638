import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../test/builders/facts.ts';
import { assignment, sysctlFilesWith, sysctlsWith, sysctlValue } from '../../../test/builders/resources.ts';
import { cases } from '../../../test/cases/file-content.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import type { Facts } from '../../probes/facts.ts';
import { fileContentCheck } from './file-content.ts';

runCases(cases);

const key = 'net/ipv4/ip_forward';

function forwarding(facts: Partial<Facts>) {
  const findings = findingsOf(fileContentCheck, { facts: factsOf(facts) });
  return findings.find(({ subject }) => subject === 'IPv4 forwarding');
}

describe('fileContentCheck', () => {
  it('shows both files where one overrules the other', () => {
    const later = assignment(key, '0', '/etc/sysctl.d/99-hardening.conf');
    const found = forwarding(sysctlFilesWith({ [key]: [assignment(key, '1'), later] }));
    expect(found?.evidence).toEqual([
      { source: '/proc/sys/net/ipv4/ip_forward', excerpt: '1' },
      { source: '/etc/sysctl.d/99-hardening.conf:1', excerpt: 'net.ipv4.ip_forward = 0' },
      { source: '/etc/sysctl.d/90-kubernetes.conf:1', excerpt: 'net.ipv4.ip_forward = 1' },
    ]);
    expect(found?.have).toBe(
      'it is 1 now; /etc/sysctl.d/99-hardening.conf:1 decides at boot, and overrules /etc/sysctl.d/90-kubernetes.conf:1',
    );
    expect(found?.remedies?.[0]?.what).toContain('in /etc/sysctl.d/99-hardening.conf:1, which is read last');
  });

  it('has a file of a package replaced, not changed', () => {
    const vendor = assignment(key, '0', '/usr/lib/sysctl.d/99-vendor.conf');
    const found = forwarding(sysctlFilesWith({ [key]: [vendor] }));
    expect(found?.remedies?.[0]?.persistent).toEqual([
      'cp /usr/lib/sysctl.d/99-vendor.conf /etc/sysctl.d/99-vendor.conf',
    ]);
  });

  it('has the files applied where one sets it already', () => {
    const found = forwarding({ ...sysctlsWith({ [key]: sysctlValue('0') }), ...sysctlFilesWith() });
    expect(found?.remedies?.map(({ now }) => now)).toEqual([['sysctl --system']]);
    expect(found?.have).toBe('it is 0 now; /etc/sysctl.d/90-kubernetes.conf:1 sets it at boot');
  });

  it('has it set now and in a file where nothing does', () => {
    const found = forwarding({
      ...sysctlsWith({ [key]: sysctlValue('0') }),
      ...sysctlFilesWith({ [key]: [] }),
    });
    expect(found?.remedies).toEqual([
      {
        what: 'turn it on, now and at boot',
        now: ['sysctl -w net.ipv4.ip_forward=1'],
        persistent: ["echo 'net.ipv4.ip_forward = 1' >> /etc/sysctl.d/90-kubernetes.conf"],
        verify: ['sysctl net.ipv4.ip_forward'],
        steps: [
          {
            kind: 'sysctl',
            key: 'net/ipv4/ip_forward',
            value: '1',
            keep: { file: '/etc/sysctl.d/90-kubernetes.conf', line: 'net.ipv4.ip_forward = 1' },
          },
        ],
      },
    ]);
  });
});
