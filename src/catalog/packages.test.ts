import { describe, expect, it } from 'vitest';
import { hasLegacyIptables, packageFor, tooOldNftOf } from './packages.ts';

const os = (id: string, versionId: string, ...idLike: string[]) => ({ id, versionId, idLike });

describe('packageFor', () => {
  it.each([
    ['nft', os('debian', '12'), 'apt-get install nftables'],
    ['iptables', os('debian', '12'), 'apt-get install iptables'],
    ['ip6tables-restore', os('ubuntu', '22.04', 'debian'), 'apt-get install iptables'],
    ['losetup', os('debian', '12'), 'apt-get install mount'],
    ['iptables', os('rhel', '10.1', 'centos', 'fedora'), 'dnf install iptables-nft'],
    ['iptables', os('rocky', '9.4', 'rhel', 'centos', 'fedora'), 'dnf install iptables-nft'],
    ['iptables', os('almalinux', '8.10'), 'dnf install iptables'],
    ['ipset', os('ol', '9.3'), 'dnf install ipset'],
    ['losetup', os('rhel', '9.4'), 'dnf install util-linux'],
    ['iptables', os('fedora', '42'), 'dnf install iptables-nft'],
    ['nft', os('opensuse-leap', '15.6', 'suse'), 'zypper install nftables'],
    ['nft', os('sles', '15.6'), 'zypper install nftables'],
    ['iptables', os('amzn', '2023', 'fedora'), 'dnf install iptables-nft'],
    ['iptables', os('amzn', '2'), 'yum install iptables'],
    ['nft', os('alpine', '3.20.3'), 'apk add nftables'],
    ['nft', os('arch', ''), 'pacman -S nftables'],
    ['nft', os('linuxmint', '22', 'ubuntu', 'debian'), 'apt-get install nftables'],
    ['iptables', os('eurolinux', '10.0', 'rhel', 'fedora'), 'dnf install iptables-nft'],
  ])('%s on %o: %s', (tool, system, install) => {
    expect(packageFor(tool, system)).toMatchObject({ ships: true, install });
  });

  it('says of Enterprise Linux 10 that there is no legacy iptables and that ipset may be missing', () => {
    const system = os('centos', '10');
    expect(packageFor('iptables', system)).toMatchObject({
      note: expect.stringContaining('no legacy iptables'),
    });
    expect(packageFor('ipset', system)).toMatchObject({ note: expect.stringContaining('may not be') });
  });

  it.each([
    os('flatcar', '4230.2.1', 'coreos'),
    os('talos', 'v1.9'),
    os('bottlerocket', '1.30'),
    os('plan9', '4'),
  ])('names no package on %o', (system) => {
    expect(packageFor('nft', system).ships).toBe(false);
  });

  it.each([
    [os('debian', '12'), 'apt-get install --reinstall nftables'],
    [os('rhel', '9.4'), 'dnf reinstall nftables'],
    [os('arch', ''), 'pacman -S nftables'],
  ])('knows how to bring damaged files back on %o', (system, reinstall) => {
    expect(packageFor('nft', system)).toMatchObject({ reinstall });
  });

  it('names none when the system is unknown', () => {
    expect(packageFor('nft', undefined)).toMatchObject({ ships: false });
  });
});

describe('tooOldNftOf', () => {
  it.each([
    [os('debian', '11'), '0.9.8'],
    [os('debian', '12'), undefined],
    [os('ubuntu', '20.04'), '0.9.3'],
    [os('ubuntu', '22.04'), undefined],
    [os('amzn', '2'), '0.9.0'],
    [os('amzn', '2023'), undefined],
    // Its numbers are not those of Enterprise Linux.
    [os('alinux', '3', 'rhel', 'fedora', 'centos', 'anolis'), undefined],
    [os('eurolinux', '7.9', 'rhel'), '0.8'],
    // A Mint release is no Ubuntu release: nothing is claimed.
    [os('linuxmint', '20', 'ubuntu'), undefined],
  ])('on %o', (system, expected) => {
    expect(tooOldNftOf(system)).toBe(expected);
  });
});

describe('hasLegacyIptables', () => {
  it('is false where the distribution has none', () => {
    expect(hasLegacyIptables(os('rhel', '10.0'))).toBe(false);
    expect(hasLegacyIptables(os('debian', '12'))).toBe(true);
    expect(hasLegacyIptables(undefined)).toBe(true);
  });
});
