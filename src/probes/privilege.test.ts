import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { realIt } from '../../test/real.ts';
import { createLinuxHost } from '../host/linux-host.ts';
import { capabilityNames, privilegeProbe } from './privilege.ts';

async function measured(options: FakeHostOptions) {
  const files = { '/proc/self/status': 'Name:\tx\nCapEff:\t0000000000003000\n', ...options.files };
  const fact = await privilegeProbe.run(fakeHost({ ...options, files }), quietSurvey);
  return fact.known ? fact.value : fact.cause;
}

describe('capabilityNames', () => {
  it.each([
    ['0000000000000000', []],
    ['0000000000003000', ['net_admin', 'net_raw']],
    ['0000000000200001', ['chown', 'sys_admin']],
    ['0000010000000000', ['checkpoint_restore']],
    ['8000000000000000', []],
  ])('%s', (mask, names) => {
    expect(capabilityNames(mask)).toEqual(names);
  });

  it('has a name for every bit it knows, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40)), (bits) => {
        const mask = bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);
        expect(new Set(capabilityNames(mask.toString(16))).size).toBe(bits.length);
      }),
    );
  });
});

describe('privilegeProbe', () => {
  it('tells the init network namespace by the sysctls that only it has', async () => {
    const somaxconn = { '/proc/sys/net/core/somaxconn': '4096' };
    expect(
      await measured({ files: { ...somaxconn, '/proc/sys/net/core/netdev_max_backlog': '1000' } }),
    ).toMatchObject({ initialNetworkNamespace: true, capabilities: ['net_admin', 'net_raw'] });
    expect(await measured({ files: somaxconn })).toMatchObject({ initialNetworkNamespace: false });
    expect(await measured({})).toMatchObject({ initialNetworkNamespace: undefined });
  });

  it.each<[string, string, FakeHostOptions]>([
    [
      'a machine of its own',
      '',
      { links: { '/proc/self/ns/pid': 'pid:[4026531836]' }, files: { '/.dockerenv': '' } },
    ],
    ['systemd-nspawn', 'systemd-nspawn', { files: { '/run/systemd/container': 'systemd-nspawn\n' } }],
    ['lxc by its environment', 'lxc', { files: { '/proc/1/environ': 'PATH=/\0container=lxc\0' } }],
    ['podman', 'podman', { files: { '/run/.containerenv': '' } }],
    ['docker', 'docker', { files: { '/.dockerenv': '' } }],
    ['a pod', 'kubernetes', { files: { '/proc/1/cgroup': '0::/kubepods.slice/x\n' } }],
    ['nothing known', '', { files: { '/proc/1/cgroup': '0::/\n' } }],
  ])('tells the container: %s', async (_, container, options) => {
    expect(await measured(options)).toMatchObject({ container });
  });

  it('says what it could not read', async () => {
    expect(await privilegeProbe.run(fakeHost(), quietSurvey)).toEqual({
      known: false,
      cause: { code: 'failed', detail: '/proc/self/status cannot be read: ENOENT' },
    });
  });

  realIt('sees a new network namespace for what it is', ['root', 'unshare'], async () => {
    const script = `
      import { createLinuxHost } from '${new URL('../host/linux-host.ts', import.meta.url).href}';
      import { privilegeProbe } from '${new URL('./privilege.ts', import.meta.url).href}';
      const fact = await privilegeProbe.run(createLinuxHost(), {});
      console.log(JSON.stringify(fact.value));`;
    const run = (words: readonly [string, ...string[]]) => {
      const [file, ...args] = [...words, process.execPath, '--input-type=module', '-e', script];
      return JSON.parse(execFileSync(file, args, { encoding: 'utf8' }));
    };
    expect(run(['unshare', '-n'])).toMatchObject({ uid: 0, initialNetworkNamespace: false });
    expect(run(['unshare', '-n', 'setpriv', '--reuid', '65534', '--clear-groups'])).toMatchObject({
      uid: 65534,
      capabilities: [],
      initialNetworkNamespace: false,
    });
    const here = await privilegeProbe.run(createLinuxHost(), quietSurvey);
    expect(here).toMatchObject({
      known: true,
      value: { capabilities: expect.arrayContaining(['net_admin']) },
    });
  });
});
