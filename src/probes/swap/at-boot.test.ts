import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { swapAtBootProbe } from './at-boot.ts';
import { unitNameOf } from './units.ts';

async function placesOf(options: FakeHostOptions): Promise<readonly string[]> {
  const fact = await swapAtBootProbe.run(fakeHost(options), quietSurvey);
  if (!fact.known) throw new Error(fact.cause.detail);
  const { sources, unread } = fact.value;
  return [...sources.map(({ kind, file, line, unit }) => `${kind} ${file}:${line ?? ''} ${unit}`), ...unread];
}

const generator = { '/usr/lib/systemd/system-generators/zram-generator': 'ELF' };
const admin = '/etc/systemd/system';

describe('swapAtBootProbe', () => {
  it('finds lines of fstab whose device is there', async () => {
    const fstab = `# swap
/swapfile  none  swap  sw  0 0
UUID=1-2   none  swap  defaults,pri=5  0 0
/dev/gone  none  swap  sw  0 0
/dev/sdc1  none  swap  noauto,sw  0 0
#/dev/sdd1 none swap sw 0 0
/dev/sda1  /     ext4  defaults 0 1
`;
    const files = {
      '/etc/fstab': fstab,
      '/swapfile': '',
      '/dev/disk/by-uuid/1-2': '',
      '/dev/sdc1': '',
      '/dev/sdd1': '',
    };
    expect(await placesOf({ files })).toEqual([
      'fstab /etc/fstab:2 swapfile.swap',
      String.raw`fstab /etc/fstab:3 dev-disk-by\x2duuid-1\x2d2.swap`,
    ]);
  });

  it('leaves out what is masked, and everything where swap.target is', async () => {
    const files = {
      '/etc/fstab': '/swapfile none swap sw 0 0\n/dev/sdb1 none swap sw 0 0',
      '/swapfile': '',
      '/dev/sdb1': '',
    };
    expect(await placesOf({ files, links: { [`${admin}/swapfile.swap`]: '/dev/null' } })).toEqual([
      'fstab /etc/fstab:2 dev-sdb1.swap',
    ]);
    expect(await placesOf({ files, links: { [`${admin}/swap.target`]: '/dev/null' } })).toEqual([]);
  });

  it('obeys the command line of the kernel', async () => {
    const files = {
      '/etc/fstab': '/swapfile none swap sw 0 0',
      '/swapfile': '',
      '/proc/cmdline': 'quiet systemd.swap=0\n',
    };
    expect(await placesOf({ files })).toEqual([]);
  });

  it('finds what zram-generator makes swap of', async () => {
    const files = {
      ...generator,
      '/usr/lib/systemd/zram-generator.conf':
        '# Fedora\n[zram0]\nzram-size = min(ram, 8192)\n[zram1]\nmount-point = /var/tmp\n',
    };
    const found = ['zram-generator /usr/lib/systemd/zram-generator.conf:2 dev-zram0.swap'];
    expect(await placesOf({ files })).toEqual(found);
    expect(await placesOf({ files: { ...files, '/etc/systemd/zram-generator.conf': '' } })).toEqual([]);
    const dropIn = { '/etc/systemd/zram-generator.conf.d/off.conf': '[zram0]\nzram-size = 0\n' };
    expect(await placesOf({ files: { ...files, ...dropIn } })).toEqual([]);
    expect(await placesOf({ files: { ...files, '/proc/cmdline': 'systemd.zram=0' } })).toEqual([]);
  });

  it('passes a configuration of zram-generator over where the program is not there', async () => {
    expect(await placesOf({ files: { '/etc/systemd/zram-generator.conf': '[zram0]\n' } })).toEqual([]);
  });

  it('finds enabled units, services that make swap, and swap partitions of the root disk', async () => {
    const links = {
      [`${admin}/swap.target.wants/data-swap.swap`]: '/etc/systemd/system/data-swap.swap',
      [`${admin}/multi-user.target.wants/zramswap.service`]: '/lib/systemd/system/zramswap.service',
      [`${admin}/multi-user.target.wants/ssh.service`]: '/lib/systemd/system/ssh.service',
    };
    const files = { '/run/systemd/generator.late/dev-sda3.swap': '[Swap]\nWhat=/dev/sda3\n' };
    expect(await placesOf({ links, files })).toEqual([
      `service ${admin}/multi-user.target.wants/zramswap.service: zramswap.service`,
      `unit ${admin}/swap.target.wants/data-swap.swap: data-swap.swap`,
      'partition-table /run/systemd/generator.late/dev-sda3.swap: dev-sda3.swap',
    ]);
  });

  it('says what it may not read', async () => {
    expect(await placesOf({ files: { '/etc/fstab': { error: 'EACCES' } } })).toEqual(['/etc/fstab: EACCES']);
  });
});

describe('unitNameOf', () => {
  it.each([
    ['/swapfile', 'swapfile.swap'],
    ['/dev/sda2', 'dev-sda2.swap'],
    ['/dev/disk/by-uuid/a-b', String.raw`dev-disk-by\x2duuid-a\x2db.swap`],
    ['/.swap', String.raw`\x2eswap.swap`],
    ['/my swap', String.raw`my\x20swap.swap`],
  ])('%s', (path, unit) => {
    expect(unitNameOf(path)).toBe(unit);
  });
});
