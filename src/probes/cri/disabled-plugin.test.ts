import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { disabledLine, findDisabledPlugin } from './disabled-plugin.ts';

describe('disabledLine', () => {
  it.each([
    ["Docker's packages", 'disabled_plugins = ["cri"]\n', 'disabled_plugins = ["cri"]'],
    [
      'the long name',
      'version = 2\n  disabled_plugins=["io.containerd.grpc.v1.cri"]',
      'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
    ],
    [
      'containerd 2',
      "disabled_plugins = ['io.containerd.cri.v1.runtime']",
      "disabled_plugins = ['io.containerd.cri.v1.runtime']",
    ],
    [
      'several lines',
      'disabled_plugins = [\n  "aufs",\n  "cri", # not needed\n]\n',
      'disabled_plugins = ["aufs", "cri",]',
    ],
  ])('finds it in the form of %s', (_, toml, expected) => {
    expect(disabledLine(toml)).toBe(expected);
  });

  it.each([
    ['none', 'version = 2\n'],
    ['an empty list', 'disabled_plugins = []\n'],
    ['other plugins', 'disabled_plugins = ["aufs", "io.containerd.snapshotter.v1.zfs"]'],
    ['a comment', '# disabled_plugins = ["cri"]\n'],
    ['a name in a comment', 'disabled_plugins = [\n  # "cri"\n]\n'],
    ['a list without an end', 'disabled_plugins = ["cri"'],
  ])('finds nothing in %s', (_, toml) => {
    expect(disabledLine(toml)).toBeUndefined();
  });
});

describe('findDisabledPlugin', () => {
  it('reads the file of containerd', async () => {
    const file = '/etc/containerd/config.toml';
    const host = fakeHost({ files: { [file]: 'disabled_plugins = ["cri"]' } });
    expect(await findDisabledPlugin(host)).toEqual({ file, line: 'disabled_plugins = ["cri"]' });
    expect(await findDisabledPlugin(fakeHost())).toBeUndefined();
  });
});
