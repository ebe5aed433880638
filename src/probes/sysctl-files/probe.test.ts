import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import type { SysctlFilesFacts } from './facts.ts';
import { sysctlFilesProbe } from './probe.ts';

async function factsOf(options: FakeHostOptions): Promise<SysctlFilesFacts> {
  const fact = await sysctlFilesProbe.run(fakeHost(options), quietSurvey);
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

const systemd = ['/run/systemd/system'];
const v4 = 'net/ipv4/ip_forward';
const all = 'net/ipv6/conf/all/forwarding';
const fresh = 'net/ipv6/conf/default/forwarding';

/** `90-a.conf:1=1` for what sets a key, the last of which holds. */
async function setBy(
  files: Readonly<Record<string, string>>,
  key = v4,
  dirs = systemd,
): Promise<readonly string[]> {
  const { atBoot } = await factsOf({ files, dirs });
  return (atBoot[key] ?? []).map(({ file, line, value }) => `${file}:${line}=${value}`);
}

describe('sysctlFilesProbe', () => {
  it('sorts by name over all directories', async () => {
    const files = {
      '/etc/sysctl.d/10-a.conf': 'net.ipv4.ip_forward = 0',
      '/usr/lib/sysctl.d/50-b.conf': 'net.ipv4.ip_forward = 1',
      '/run/sysctl.d/20-c.conf': 'net.ipv4.ip_forward = 0',
      '/etc/sysctl.d/99-no': 'net.ipv4.ip_forward = 0',
    };
    expect(await setBy(files)).toEqual([
      '/etc/sysctl.d/10-a.conf:1=0',
      '/run/sysctl.d/20-c.conf:1=0',
      '/usr/lib/sysctl.d/50-b.conf:1=1',
    ]);
  });

  it('takes of two files with one name the first alone', async () => {
    const files = {
      '/etc/sysctl.d/50-a.conf': '# nothing',
      '/usr/lib/sysctl.d/50-a.conf': 'net.ipv4.ip_forward = 0',
    };
    expect(await setBy(files)).toEqual([]);
  });

  it('takes a link to /dev/null for a mask, and one to nothing for none', async () => {
    const files = {
      '/dev/null': { kind: 'other' },
      '/usr/lib/sysctl.d/50-a.conf': 'net.ipv4.ip_forward = 0',
      '/usr/lib/sysctl.d/60-b.conf': 'net.ipv4.ip_forward = 1',
    } as const;
    const links = { '/etc/sysctl.d/50-a.conf': '/dev/null', '/etc/sysctl.d/60-b.conf': '/nowhere' };
    const { atBoot } = await factsOf({ files, links, dirs: systemd });
    expect(atBoot[v4]?.map(({ file }) => file)).toEqual(['/usr/lib/sysctl.d/60-b.conf']);
  });

  it('knows both forms, patterns, and that a key named anywhere is left alone by them', async () => {
    const pattern = { '/etc/sysctl.d/99-all.conf': 'net.ipv4.conf.*.forwarding = 0' };
    expect(await setBy(pattern)).toEqual(['/etc/sysctl.d/99-all.conf:1=0']);
    const named = { ...pattern, '/etc/sysctl.d/10-a.conf': 'net/ipv4/conf/all/forwarding = 1' };
    expect(await setBy(named)).toEqual(['/etc/sysctl.d/10-a.conf:1=1']);
    const excluded = { ...pattern, '/etc/sysctl.d/10-a.conf': '-net.ipv4.conf.all.forwarding' };
    expect(await setBy(excluded)).toEqual([]);
  });

  it('knows that conf/all of IPv6 sets conf/default, and what comes later', async () => {
    const files = {
      '/etc/sysctl.d/50-a.conf': `net.ipv6.conf.default.forwarding = 0\nnet.ipv6.conf.all.forwarding = 1`,
    };
    expect(await setBy(files, fresh)).toEqual(['/etc/sysctl.d/50-a.conf:1=0', '/etc/sysctl.d/50-a.conf:2=1']);
    expect(await setBy(files, all)).toEqual(['/etc/sysctl.d/50-a.conf:2=1']);
  });

  it('reads /etc/sysctl.conf under systemd only where a link leads to it', async () => {
    const files = { '/etc/sysctl.conf': 'net.ipv4.ip_forward=1\n' };
    const without = await factsOf({ files, dirs: systemd });
    expect(without.atBoot).toEqual({});
    expect(without.passedOver[v4]?.[0]?.file).toBe('/etc/sysctl.conf');
    const links = { '/etc/sysctl.d/99-sysctl.conf': '../sysctl.conf' };
    expect((await factsOf({ files, dirs: systemd, links })).atBoot[v4]).toHaveLength(1);
  });

  it('reads /etc/sysctl.conf last without systemd', async () => {
    const files = {
      '/etc/sysctl.conf': 'net.ipv4.ip_forward=1\n',
      '/etc/sysctl.d/99-z.conf': 'net.ipv4.ip_forward=0\n',
    };
    expect(await setBy(files, v4, [])).toEqual(['/etc/sysctl.d/99-z.conf:1=0', '/etc/sysctl.conf:1=1']);
  });

  it('sees the command line of the kernel first, and ufw last', async () => {
    const files = {
      '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz sysctl.net.ipv4.ip_forward=1 quiet\n',
      '/etc/sysctl.d/50-a.conf': 'net.ipv4.ip_forward=0',
      '/etc/ufw/ufw.conf': 'ENABLED=yes\n',
      '/etc/default/ufw': 'IPT_SYSCTL=/etc/ufw/sysctl.conf\n',
      '/etc/ufw/sysctl.conf': 'net/ipv4/ip_forward=1\n',
    };
    expect(await setBy(files)).toEqual([
      '/proc/cmdline:0=1',
      '/etc/sysctl.d/50-a.conf:1=0',
      '/etc/ufw/sysctl.conf:1=1',
    ]);
    expect(await setBy({ ...files, '/etc/ufw/ufw.conf': 'ENABLED=no\n' })).toHaveLength(2);
  });

  it('reads no file where systemd-sysctl is masked', async () => {
    const mask = '/etc/systemd/system/systemd-sysctl.service';
    const facts = await factsOf({
      dirs: systemd,
      files: { '/etc/sysctl.d/50-a.conf': 'net.ipv4.ip_forward=1' },
      links: { [mask]: '/dev/null' },
    });
    expect(facts).toMatchObject({ maskedBy: mask, atBoot: {} });
    expect(facts.passedOver[v4]).toHaveLength(1);
  });

  it('says what it may not read, and that docker starts at boot', async () => {
    const facts = await factsOf({
      dirs: { '/run/systemd/system': {}, '/run/sysctl.d': { error: 'EACCES' } },
      files: { '/etc/sysctl.d/50-a.conf': { error: 'EACCES' } },
      links: {
        '/etc/systemd/system/multi-user.target.wants/docker.service': '/lib/systemd/system/docker.service',
      },
    });
    expect(facts.unread).toEqual(['/run/sysctl.d: EACCES', '/etc/sysctl.d/50-a.conf: EACCES']);
    expect(facts.turnsForwardingOn).toEqual(['docker']);
  });
});
