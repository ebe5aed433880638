import { describe, expect, it } from 'vitest';
import { installRuntime, knownRuntimes, runtimeAt, socketPath } from './runtimes.ts';

describe('runtimeAt', () => {
  it('knows each runtime by its socket', () => {
    for (const runtime of knownRuntimes) expect(runtimeAt(runtime.socket)).toBe(runtime);
    expect(runtimeAt('/run/containerd/containerd.sock')?.unit).toBe('containerd');
    expect(runtimeAt('/run/cri-dockerd.sock')?.name).toBe('cri-dockerd');
    expect(runtimeAt('/run/my.sock')).toBeUndefined();
  });
});

describe('socketPath', () => {
  it.each([
    ['unix:///run/x.sock', '/run/x.sock'],
    ['/run/x.sock', '/run/x.sock'],
    ['unix://run/x.sock', undefined],
    ['tcp://127.0.0.1:1', undefined],
    ['', undefined],
  ])('of %j is %j', (endpoint, path) => {
    expect(socketPath(endpoint)).toBe(path);
  });
});

describe('installRuntime', () => {
  it.each([
    [['debian'], 'apt-get install containerd'],
    [['linuxmint', 'ubuntu', 'debian'], 'apt-get install containerd'],
    [['opensuse-leap', 'suse', 'opensuse'], 'zypper install containerd'],
    [['fedora'], 'dnf install containerd'],
    [['rocky', 'rhel', 'centos', 'fedora'], ''],
    [['nixos'], ''],
  ])('on %j', (ids, expected) => {
    expect(installRuntime(ids)).toBe(expected);
  });
});
