import { describe, expect, it } from 'vitest';
import { probeInNamespaces } from '../../test/in-namespaces.ts';
import { fakeHost, type FakeHostOptions } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { realIt } from '../../test/real.ts';
import { readChrony, readNtp, timeSyncProbe } from './time-sync.ts';

/** systemd runs, and these units are active. */
function withActive(names: readonly string[], options: FakeHostOptions = {}): FakeHostOptions {
  const shown = names
    .map((name) => `Names=${name}.service\nLoadState=loaded\nActiveState=active\n`)
    .join('\n');
  return {
    ...options,
    files: { '/usr/bin/systemctl': 'ELF', '/run/systemd/system/x': '', ...options.files },
    exec: {
      '/usr/bin/systemctl': { stdout: shown === '' ? 'Names=ntpd.service\nLoadState=not-found' : shown },
      ...options.exec,
    },
  };
}

async function look(options: FakeHostOptions) {
  const fact = await timeSyncProbe.run(fakeHost(options), quietSurvey);
  return fact.known ? fact.value : fact.cause;
}

const chronyc = { '/usr/bin/chronyc': 'ELF' };

describe('timeSyncProbe', () => {
  it.each([
    ['Leap status     : Normal', true],
    ['Leap status     : Insert second', true],
    ['Leap status     : Not synchronised', false],
    ['506 Cannot talk to daemon', undefined],
  ])('asks chrony: %s', async (stdout, synchronised) => {
    const exec = { '/usr/bin/chronyc': { stdout: `Stratum         : 3\n${stdout}\n` } };
    expect(await look(withActive(['chronyd'], { files: chronyc, exec }))).toMatchObject({
      daemon: 'chronyd',
      synchronised,
    });
  });

  it.each([
    ['leap=00, stratum=3', true],
    ['leap=11, stratum=16', false],
    ['', undefined],
  ])('asks ntpd: %j', async (stdout, synchronised) => {
    const exec = { '/usr/bin/ntpq': { stdout } };
    const files = { '/usr/bin/ntpq': 'ELF' };
    expect(await look(withActive(['ntpsec'], { files, exec }))).toMatchObject({
      daemon: 'ntpsec',
      synchronised,
    });
  });

  it.each([
    [{ '/run/systemd/timesync/synchronized': '' }, true],
    [{}, false],
  ])('reads the mark of systemd-timesyncd: %j', async (files, synchronised) => {
    expect(await look(withActive(['systemd-timesyncd'], { files }))).toMatchObject({ synchronised });
  });

  it('does not know of a chrony without chronyc', async () => {
    expect(await look(withActive(['chrony']))).toMatchObject({
      synchronised: undefined,
      detail: 'chronyc is not installed',
    });
  });

  it('finds nobody', async () => {
    expect(await look(withActive([]))).toMatchObject({ daemon: '', synchronised: undefined, untold: '' });
  });

  it('finds a daemon without a unit by its process', async () => {
    const files = { '/proc/812/comm': 'ntpd\n', '/proc/1/comm': 'systemd\n' };
    expect(await look(withActive([], { files }))).toMatchObject({ daemon: 'ntpd' });
  });

  it('says that it cannot tell where systemctl hangs', async () => {
    const exec = { '/usr/bin/systemctl': { outcome: 'timed-out' as const } };
    const found = await look(withActive([], { exec }));
    expect(found).toMatchObject({ daemon: '' });
    expect(found).not.toMatchObject({ untold: '' });
  });

  realIt('finds a real process that keeps a clock', ['root', 'unshare', 'mount', 'sleep'], () => {
    const { facts } = probeInNamespaces({
      kinds: ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
      before: [
        'mount -t tmpfs tmpfs /opt',
        'cp "$(command -v sleep)" /opt/chronyd',
        '/opt/chronyd 20 >/dev/null 2>&1 &',
      ],
      probes: ['timeSync'],
    });
    expect(facts.timeSync.value.daemon).toBe('chronyd');
  });
});

describe('readChrony and readNtp', () => {
  it.each(['', 'nothing', 'leap', 'Leap status'])('make nothing of %j', (stdout) => {
    expect([readChrony({ stdout }), readNtp({ stdout })]).toEqual([undefined, undefined]);
  });
});
