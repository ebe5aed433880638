import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../catalog/features/features-of.ts';
import { lookedForOptions } from '../../catalog/system-validators-needs.ts';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { kernelConfig } from '../netfilter/kernel-config.ts';
import { isKept, pickOptions } from './options.ts';
import { readKernelConfig } from './read-kernel-config.ts';

const release = '6.1.119-generic';
const text =
  '# Linux/x86 6.1.119 Kernel Configuration\nCONFIG_CGROUPS=y\nCONFIG_NFT_CT=m\n# CONFIG_IP_VS is not set\n';
const otherKernel = text.replace('6.1.119', '6.1.11');
const read = (options: FakeHostOptions) => readKernelConfig(fakeHost({ release, ...options }));

describe('readKernelConfig', () => {
  it.each([
    ['/proc/config.gz', gzipSync(text)],
    [`/boot/config-${release}`, text],
    [`/usr/src/linux-${release}/.config`, text],
    ['/usr/src/linux/.config', text],
    [`/usr/lib/modules/${release}/config`, text],
    [`/usr/lib/ostree-boot/config-${release}`, text],
    [`/usr/lib/kernel/config-${release}`, text],
    [`/usr/src/linux-headers-${release}/.config`, text],
    [`/lib/modules/${release}/build/.config`, text],
  ])('finds what kubeadm finds in %s', async (path, content) => {
    const facts = await read({ files: { [path]: content } });
    expect(facts).toMatchObject({ source: path, kubeadms: { state: 'same' }, passedOver: [] });
    expect(facts.options).toEqual({ CONFIG_CGROUPS: 'y', CONFIG_NFT_CT: 'm' });
  });

  it.each([
    [`/lib/modules/${release}/config`, text],
    [`/boot/config-${release}.gz`, gzipSync(text)],
    [`/lib/modules/${release}/config.zst`, zstdCompressSync(text)],
    ['/boot/config-generic', text],
  ])('finds %s, where kubeadm does not look', async (path, content) => {
    const kubeadms = { state: 'absent', configsModule: false };
    expect(await read({ files: { [path]: content } })).toMatchObject({ source: path, kubeadms });
  });

  it('takes the first of two', async () => {
    const files = { '/proc/config.gz': gzipSync(text), [`/boot/config-${release}`]: 'CONFIG_CGROUPS=m\n' };
    expect((await read({ files })).source).toBe('/proc/config.gz');
  });

  it.each([
    ['cut off', gzipSync(text).subarray(0, 40), 'EFORMAT', 'it cannot be unpacked'],
    ['packed by xz', new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'EFORMAT', 'it cannot be unpacked'],
    ['for others only', { error: 'EACCES' }, 'EACCES', 'it cannot be read (EACCES)'],
  ])('passes over a file that is %s, and says that kubeadm does not', async (_, content, code, why) => {
    const path = `/boot/config-${release}`;
    const files = { '/proc/config.gz': content, [path]: text };
    expect(await read({ files })).toMatchObject({
      source: path,
      kubeadms: { state: 'refused', source: '/proc/config.gz', code },
      passedOver: [`/proc/config.gz: ${why}`],
    });
  });

  it.each([
    ['of another kernel', otherKernel],
    ['of nobody knows which', 'CONFIG_CGROUPS=y\n'],
  ])('passes over /usr/src/linux %s, which kubeadm takes', async (_, content) => {
    const facts = await read({ files: { '/usr/src/linux/.config': content } });
    expect(facts).toMatchObject({
      source: '',
      passedOver: ['/usr/src/linux/.config: it is of another kernel'],
    });
    expect(facts.kubeadms).toMatchObject({ state: 'other', source: '/usr/src/linux/.config' });
  });

  it('passes over a file without a single option', async () => {
    const facts = await read({ files: { [`/boot/config-${release}`]: 'moved\n' } });
    expect(facts.passedOver).toEqual([`/boot/config-${release}: it holds no options`]);
  });

  it.each([
    ['kernel/kernel/configs.ko.xz:\n', true],
    ['kernel/fs/nfs/configs2.ko:\n', false],
  ])('knows of the module configs by %j', async (dep, configsModule) => {
    const facts = await read({ files: { [`/lib/modules/${release}/modules.dep`]: dep } });
    expect(facts).toMatchObject({ source: '', kubeadms: { state: 'absent', configsModule } });
  });
});

describe('pickOptions', () => {
  it.each([
    ['CONFIG_CGROUPS=y', { CONFIG_CGROUPS: 'y' }],
    ['  CONFIG_CGROUPS=m  ', { CONFIG_CGROUPS: 'm' }],
    ['CONFIG_CGROUPS=n', { CONFIG_CGROUPS: 'n' }],
    ['# CONFIG_CGROUPS is not set', {}],
    ['CONFIG_CGROUPS="y"', {}],
    ['XCONFIG_CGROUPS=y', {}],
    ['CONFIG_CGROUPS_NOT=y', {}],
    ['CONFIG_SOUND=y', {}],
    ['CONFIG_CGROUPS=y\nCONFIG_CGROUPS=n', { CONFIG_CGROUPS: 'n' }],
    ['CONFIG_CGROUPS=y\r\nCONFIG_IP_NF_NAT=m\r\n', { CONFIG_CGROUPS: 'y', CONFIG_IP_NF_NAT: 'm' }],
  ])('%j', (line, expected) => {
    expect(pickOptions(line)).toEqual(expected);
  });
});

describe('isKept', () => {
  it('holds for every option that anybody asks for', () => {
    const features = (['iptables', 'nftables', 'ipvs'] as const).flatMap((mode) => featuresOf(mode));
    const needs = features.flatMap(({ modules }) => [...modules.ipv4, ...modules.ipv6]);
    const asked = [...needs.map(({ option }) => option), ...lookedForOptions, 'CONFIG_NF_CONNTRACK'];
    expect(asked.filter((option) => option !== '' && !isKept(option))).toEqual([]);
  });
});

describe('kernelConfig', () => {
  const files = { [`/boot/config-${release}`]: text };

  it.each([
    ['CONFIG_NFT_CT', 'm'],
    ['CONFIG_IP_VS', 'n'],
    ['CONFIG_NFT_NEVER_HEARD', 'n'],
    ['CONFIG_SOUND', ''],
  ])('says of %s: %j', async (option, value) => {
    expect((await kernelConfig(fakeHost({ release, files }))).valueOf(option)).toBe(value);
  });

  it('knows nothing where no configuration could be read', async () => {
    const config = await kernelConfig(fakeHost({ release }));
    expect([config.source, config.valueOf('CONFIG_NFT_CT')]).toEqual(['', '']);
  });
});
