import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import {
  packageVersionOf,
  parseApkInstalled,
  parseDpkgStatus,
  parsePacmanNames,
  readPackageVersions,
} from './package-versions.ts';

const dpkg = [
  'Package: nftables\nStatus: install ok installed\nVersion: 1:1.0.6-2+deb12u2\n',
  'Package: iptables\nStatus: deinstall ok config-files\nVersion: 1.8.9-2\n',
  'Package: kubelet\nStatus: hold ok installed\nVersion: 1.36.2-1.1\nDescription: x\n Package: ipset\n',
  'Package: zsh\nStatus: install ok installed\nVersion: 5.9-4\n',
].join('\n');

describe('readPackageVersions', () => {
  it.each([
    ['/var/lib/dpkg/status', dpkg, 'nft', '1.0.6'],
    ['/var/lib/dpkg/status', dpkg, 'kubelet', '1.36.2'],
    ['/lib/apk/db/installed', 'P:nftables\nV:1.1.3-r0\nA:x86_64\n\nP:zsh\nV:5.9-r1\n', 'nft', '1.1.3'],
    ['/usr/lib/apk/db/installed', 'P:iptables\nV:1.8.11-r1\n', 'iptables', '1.8.11'],
    ['/var/lib/pacman/local/iptables-nft-1:1.8.11-2/desc', '', 'iptables', '1.8.11'],
  ])('reads %s', async (path, text, tool, version) => {
    const versions = await readPackageVersions(fakeHost({ files: { [path]: text } }));
    expect(packageVersionOf(versions, tool)?.version).toBe(version);
  });

  it('knows nothing of packages that were removed, and of systems that keep no text', async () => {
    const removed = await readPackageVersions(fakeHost({ files: { '/var/lib/dpkg/status': dpkg } }));
    expect(packageVersionOf(removed, 'iptables')).toBeUndefined();
    expect(packageVersionOf(removed, 'ipset')).toBeUndefined();
    expect((await readPackageVersions(fakeHost())).size).toBe(0);
  });
});

describe.each([parseDpkgStatus, parseApkInstalled])('%o', (parse) => {
  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parse(text))));
  });
});

describe('parsePacmanNames', () => {
  it('takes names apart from the right', () => {
    expect(parsePacmanNames(['nftables-1:1.1.5-2', 'lib-nftables', 'kubelet-1.36.0-1'])).toEqual([
      ['nftables', '1:1.1.5-2'],
      ['kubelet', '1.36.0-1'],
    ]);
  });
});
