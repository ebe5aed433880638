import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOwnConfig } from './own-config.ts';

const runc = (options: object) => ({
  containerd: {
    defaultRuntimeName: 'runc',
    runtimes: { runc: { options }, other: { options: { SystemdCgroup: true } } },
  },
});

describe('readOwnConfig', () => {
  it.each([
    [
      'containerd 1.6',
      { ...runc({ SystemdCgroup: false }), sandboxImage: 'r/pause:3.6', systemdCgroup: false },
      { cgroupDriver: 'cgroupfs', sandboxImage: 'r/pause:3.6' },
    ],
    ['containerd 2.1', runc({ BinaryName: '', SystemdCgroup: true }), { cgroupDriver: 'systemd' }],
    ['containerd 1.3, one option for all', { systemdCgroup: true }, { cgroupDriver: 'systemd' }],
    ['a runtime without options', runc({}), {}],
    ['CRI-O', { sandboxImage: 'r/pause:3.10' }, { sandboxImage: 'r/pause:3.10' }],
    ['another shape', { containerd: { defaultRuntimeName: 7, runtimes: [] }, sandboxImage: {} }, {}],
    ['a list', [1, 2], {}],
    ['nothing', null, {}],
  ])('reads %s', (_, config, expected) => {
    expect(readOwnConfig({ config: JSON.stringify(config) })).toEqual(expected);
  });

  it('does without a configuration, and with one that is no JSON', () => {
    expect(readOwnConfig({})).toEqual({});
    expect(readOwnConfig({ config: '[crio]\ncgroup_manager = "systemd"' })).toEqual({});
  });

  it('takes whatever JSON there is', () => {
    fc.assert(fc.property(fc.json(), (config) => void readOwnConfig({ config })));
  });
});
