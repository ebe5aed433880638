import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import type { ProxiesFacts } from './facts.ts';
import { proxiesProbe } from './probe.ts';

const unit = 'containerd.service';
const dropIns = `/etc/systemd/system/${unit}.d`;

async function look(options: FakeHostOptions, proxiedUnits: readonly string[] = []): Promise<ProxiesFacts> {
  const fact = await proxiesProbe.run(fakeHost(options), { ...quietSurvey, proxiedUnits });
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

describe('proxiesProbe', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://up:1', https_proxy: 'http://low:1' }, 'http://up:1'],
    [{ HTTPS_PROXY: '', https_proxy: 'http://low:1' }, 'http://low:1'],
    [{ https_proxy: 'low:1', REQUEST_METHOD: 'GET' }, 'http://low:1'],
    [{ HTTP_PROXY: 'http://up:1', ALL_PROXY: 'http://all:1' }, undefined],
    [{ HTTPS_PROXY: 'http://pro%zzxy' }, undefined],
  ])('%o: the proxy of https is %s', async (env, expected) => {
    const { environment } = await look({ env });
    expect(environment.https?.value).toBe(expected);
  });

  it('takes NO_PROXY before no_proxy', async () => {
    const env = { HTTPS_PROXY: 'http://u:secret@p:1', NO_PROXY: 'a', no_proxy: 'b' };
    const { environment } = await look({ env });
    expect(environment).toEqual({
      https: { variable: 'HTTPS_PROXY', value: 'http://***@p:1', source: 'environment' },
      noProxy: { variable: 'NO_PROXY', value: 'a', source: 'environment' },
    });
  });

  it('reads a unit, its drop-ins in order, and the files they name', async () => {
    const { units, unread } = await look(
      {
        files: {
          [`/usr/lib/systemd/system/${unit}`]: '[Service]\nEnvironment=HTTPS_PROXY=http://first:1\n',
          [`${dropIns}/10-proxy.conf`]: '[Service]\nEnvironment="HTTPS_PROXY=http://u:s@second:1"\n',
          [`/usr/lib/systemd/system/${unit}.d/10-proxy.conf`]:
            '[Service]\nEnvironment=HTTPS_PROXY=http://shadowed:1\n',
          [`${dropIns}/20-file.conf`]:
            '[Service]\nEnvironmentFile=-/etc/default/x\nEnvironmentFile=/etc/sysconfig/y\n',
          '/etc/sysconfig/y': 'NO_PROXY=10.0.0.0/8\n',
        },
      },
      [unit, 'kubelet.service'],
    );
    expect(unread).toEqual([]);
    expect(units).toEqual([
      {
        unit,
        https: { variable: 'HTTPS_PROXY', value: 'http://***@second:1', source: `${dropIns}/10-proxy.conf` },
        noProxy: { variable: 'NO_PROXY', value: '10.0.0.0/8', source: '/etc/sysconfig/y' },
      },
    ]);
  });

  it('forgets what stood before an empty assignment', async () => {
    const files = { [`${dropIns}/a.conf`]: '[Service]\nEnvironment=HTTPS_PROXY=p:1\nEnvironment=\n' };
    expect(await look({ files }, [unit])).toMatchObject({ units: [], unread: [] });
  });

  it('begins with what the manager gives to all', async () => {
    const files = { '/etc/systemd/system.conf.d/p.conf': '[Manager]\nDefaultEnvironment=HTTPS_PROXY=p:1\n' };
    const { units } = await look({ files }, [unit]);
    expect(units[0]?.https).toEqual({
      variable: 'HTTPS_PROXY',
      value: 'http://p:1',
      source: '/etc/systemd/system.conf.d/p.conf',
    });
  });

  it('says what it may not read', async () => {
    const files = { [`${dropIns}/p.conf`]: { error: 'EACCES' } };
    expect((await look({ files }, [unit])).unread).toEqual([`${dropIns}/p.conf: EACCES`]);
  });
});
