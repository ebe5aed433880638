import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { resolverProbe } from './probe.ts';

const link = { '/run/systemd/units/invocation:systemd-resolved.service': '0123456789abcdef' };
const byDefault = { path: '/etc/resolv.conf', written: false };

async function look(options: FakeHostOptions, resolvConf = byDefault) {
  const fact = await resolverProbe.run(fakeHost(options), { ...quietSurvey, resolvConf });
  return fact.known ? fact.value : undefined;
}

describe('resolverProbe', () => {
  it('takes the file of kubeadm while systemd-resolved is active', async () => {
    const files = { '/run/systemd/resolve/resolv.conf': 'nameserver 10.0.0.53\nsearch a.test\n' };
    expect(await look({ links: link, files })).toEqual({
      resolvedActive: true,
      chosenBy: 'kubeadm',
      used: {
        path: '/run/systemd/resolve/resolv.conf',
        error: '',
        target: '',
        nameservers: ['10.0.0.53'],
        search: ['a.test'],
      },
    });
  });

  it('takes the file of the kubelet otherwise, and says where it leads', async () => {
    const options = {
      dirs: ['/run/systemd/system'],
      files: { '/run/resolvconf/resolv.conf': 'nameserver 10.0.0.53\n' },
      links: { '/etc/resolv.conf': '/run/resolvconf/resolv.conf' },
    };
    expect(await look(options)).toMatchObject({
      resolvedActive: false,
      chosenBy: 'kubelet',
      used: { path: '/etc/resolv.conf', target: '/run/resolvconf/resolv.conf' },
    });
  });

  it('takes what the plan says, even while systemd-resolved is active', async () => {
    const files = { '/etc/resolv.conf': 'nameserver 127.0.0.53\n' };
    expect(await look({ links: link, files }, { path: '/etc/resolv.conf', written: true })).toMatchObject({
      chosenBy: 'plan',
      used: { nameservers: ['127.0.0.53'] },
    });
  });

  it('looks at no file when the plan switches it off', async () => {
    const seen = await look({}, { path: '', written: true });
    expect(seen).toEqual({ resolvedActive: false, chosenBy: 'nobody' });
  });

  it('says why a file cannot be read', async () => {
    expect(await look({})).toMatchObject({ used: { error: 'ENOENT' } });
    expect(await look({ files: { '/etc/resolv.conf': { error: 'EACCES' } } })).toMatchObject({
      used: { error: 'EACCES' },
    });
  });
});
