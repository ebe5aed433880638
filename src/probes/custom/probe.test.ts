import { describe, expect, it } from 'vitest';
import { sound } from '../../../test/builders/facts.ts';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import type { Demand } from '../../config/own-files/requirement.ts';
import { collect } from '../../engine/collect.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { ToolFact } from '../tools/facts.ts';
import { customProbe } from './probe.ts';

async function look(
  demands: readonly Demand[],
  options: FakeHostOptions,
  tools: readonly ToolFact[] = [],
  isReadOnly = false,
) {
  const host = fakeHost(options);
  const byName = Object.fromEntries(tools.map((tool) => [tool.name, tool]));
  const toolsProbe: Probe<'tools'> = {
    name: 'tools',
    deadlineMs: 100,
    run: () => Promise.resolve(known({ searched: [], byName, modulesLoaded: [] })),
  };
  const survey = { ...quietSurvey, custom: demands, readOnly: isReadOnly };
  const { facts } = await collect(host, [toolsProbe, customProbe], ['custom'], survey);
  if (facts.custom?.known !== true) throw new Error(facts.custom?.cause.detail);
  return { ...facts.custom.value, calls: host.calls.map(({ argv }) => argv.join(' ')) };
}

function demandOf(name: string, minimum: string, versionArgument = '--version'): Demand {
  return { kind: 'tool', tool: name, minimum, versionArgument };
}

const jq = sound('jq', { path: '/usr/bin/jq' });

function file(path: string, contains: string): Demand {
  return { kind: 'file', path, type: 'file', contains };
}

describe('customProbe', () => {
  it.each([
    [{ stdout: 'jq-1.7.1\n' }, '1.7.1'],
    [{ stdout: 'go version go1.22.3 linux/amd64\n' }, '1.22.3'],
    [{ stdout: 'jq 1.7.1\n' }, '1.7.1'],
    [{ stdout: 'jq v1.7\nbuilt with 9.9.9\n' }, '1.7'],
    [{ stderr: 'OpenSSH_9.2p1, OpenSSL 3.0.15\n' }, '9.2'],
    [{ exitCode: 1, stderr: 'unknown option\n' }, undefined],
    [{ outcome: 'timed-out' as const }, undefined],
  ])('reads the version in %j', async (answer, version) => {
    const { versions } = await look([demandOf('jq', '1.6')], { exec: { '/usr/bin/jq': answer } }, [jq]);
    expect(versions['jq']?.version).toBe(version);
    if (version === undefined) expect(versions['jq']?.detail).not.toBe('');
  });

  it('runs each tool once, and none whose version nobody asks for', async () => {
    const demands = [demandOf('jq', '1.6'), demandOf('jq', '1.7'), demandOf('yq', '')];
    const { calls } = await look(demands, {}, [jq, sound('yq')]);
    expect(calls).toEqual(['/usr/bin/jq --version']);
  });

  it('takes the version that is known already, and runs nothing in a read-only run', async () => {
    const nft = sound('nft', { version: '1.0.6' });
    const readOnly = await look([demandOf('nft', '1.0')], {}, [nft], true);
    expect(readOnly).toMatchObject({ versions: { nft: { version: '1.0.6' } }, calls: [] });
    const { versions, calls } = await look([demandOf('jq', '1.6')], {}, [jq], true);
    expect(calls).toEqual([]);
    expect(versions['jq']?.detail).toMatch(/read-only/u);
  });

  it('does not make the kernel load a module for the version of a tool of the proxy', async () => {
    const ipset = sound('ipset');
    const { version: _, ...unasked } = ipset;
    const { versions, calls } = await look([demandOf('ipset', '7.0')], {}, [unasked]);
    expect(calls).toEqual([]);
    expect(versions['ipset']?.detail).toMatch(/load a module/u);
  });

  it('reads sysctls with their blanks made one', async () => {
    const demands: readonly Demand[] = ['net/ipv4/tcp_rmem', 'vm/none', 'vm/hidden'].map((key) => ({
      kind: 'sysctl',
      key,
      values: [],
    }));
    const files = {
      '/proc/sys/net/ipv4/tcp_rmem': '4096\t131072\t6291456\n',
      '/proc/sys/vm/hidden': { error: 'EACCES' },
    };
    expect((await look(demands, { files })).sysctls).toEqual({
      'net/ipv4/tcp_rmem': { value: '4096 131072 6291456' },
      'vm/none': { code: 'ENOENT' },
      'vm/hidden': { code: 'EACCES' },
    });
  });

  it('finds modules, whichever of - and _ they are written with', async () => {
    const files = {
      '/lib/modules/6.1.0-44-amd64/modules.dep': 'kernel/drivers/md/dm-crypt.ko.xz:\n',
      '/proc/modules': 'br_netfilter 32768 0 - Live 0x0\n',
    };
    const demands: readonly Demand[] = ['dm-crypt', 'br_netfilter', 'none'].map((module) => ({
      kind: 'module',
      module,
      state: 'available',
    }));
    const { modules } = await look(demands, { files });
    expect(Object.values(modules).map(({ module, state }) => `${module} ${state}`)).toEqual([
      'dm-crypt on-disk',
      'br_netfilter loaded',
      'none absent',
    ]);
  });

  it('looks at files: kind, mode, owner, and whether texts stand in them', async () => {
    const long = `start${'x'.repeat(1024 * 1024)}end`;
    const files = {
      '/etc/a': { content: 'one two\n', mode: 0o640, uid: 7 },
      '/etc/long': long,
      '/etc/none/hidden': { content: 'x', error: 'EACCES' },
    };
    const demands = [
      file('/etc/a', 'two'),
      file('/etc/a', 'three'),
      file('/etc/long', 'start'),
      file('/etc/long', 'end'),
      file('/etc/none/hidden', 'x'),
      file('/etc/gone', ''),
    ];
    const { files: looks } = await look(demands, { files });
    expect(looks).toMatchObject({
      '/etc/a': { kind: 'file', mode: 0o640, owner: 7, holds: { two: true, three: false } },
      '/etc/long': { code: 'EFBIG', holds: { start: true } },
      '/etc/none/hidden': { kind: 'file', code: 'EACCES', holds: {} },
      '/etc/gone': { kind: 'absent' },
    });
    expect(looks['/etc/long']?.holds).not.toHaveProperty('end');
  });
});
