import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { parseDenials } from './denials.ts';
import { securityModuleProbe } from './probe.ts';

const denied = (seconds: number, comm: string, permissive = 0): string =>
  `type=AVC msg=audit(${seconds}.123:4): avc:  denied  { module_request } for  pid=42 comm="${comm}" kmod="ipt_x" tclass=system permissive=${permissive}`;

const enforcing = { '/sys/fs/selinux/enforce': '1', '/proc/stat': 'cpu 1 2\nbtime 1000\n' };
const log = '/var/log/audit/audit.log';

function probe(options: FakeHostOptions) {
  return securityModuleProbe.run(fakeHost(options), quietSurvey);
}

describe('securityModuleProbe', () => {
  it('opens no log where no module is in force', async () => {
    const files = { '/sys/fs/selinux/enforce': '0', [log]: denied(2000, 'iptables') };
    expect(await probe({ files })).toEqual({
      known: true,
      value: { selinux: 'permissive', apparmor: false, logs: [], unread: [], denials: [] },
    });
    expect(await probe({})).toMatchObject({ value: { selinux: 'off' } });
  });

  it('reads the end of the log, since the boot', async () => {
    const filler = `${'x'.repeat(99)}\n`.repeat(6000);
    const lines = [denied(2000, 'nft'), filler, denied(900, 'iptables'), denied(1500, 'ipset')].join('\n');
    const found = await probe({ files: { ...enforcing, [log]: lines } });
    expect(found).toMatchObject({
      value: { selinux: 'enforcing', logs: [log], denials: [{ program: 'ipset' }] },
    });
  });

  it('tells a log that it may not read', async () => {
    const found = await probe({ files: { ...enforcing, [log]: { error: 'EACCES' } } });
    expect(found).toMatchObject({ value: { logs: [], unread: [`${log}: EACCES`] } });
  });

  it('takes the log of the kernel where there is no auditd', async () => {
    const line =
      'kernel: audit: type=1400 audit(1500.5:7): apparmor="DENIED" operation="open" name="/run/x" comm="nft"';
    const files = { '/sys/module/apparmor/parameters/enabled': 'Y\n', '/var/log/kern.log': line };
    expect(await probe({ files })).toMatchObject({
      value: {
        apparmor: true,
        denials: [{ module: 'AppArmor', program: 'nft', wanted: 'open /run/x', count: 1 }],
      },
    });
  });
});

describe('parseDenials', () => {
  it('leaves out other programs and what a permissive module let pass, and counts the same', () => {
    const text = [denied(1, 'bash'), denied(1, 'nft', 1), denied(1, 'iptables'), denied(2, 'iptables')].join(
      '\n',
    );
    expect(parseDenials(text, undefined)).toMatchObject([
      { module: 'SELinux', program: 'iptables', wanted: 'module_request on system', count: 2 },
    ]);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => parseDenials(text, 5).length === 0));
  });
});
