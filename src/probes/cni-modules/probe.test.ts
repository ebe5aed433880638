import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { cniModulesProbe } from './probe.ts';

const release = '6.1.0-44-amd64';
const tree = {
  '/proc/modules': 'ip_set 1 0 - Live 0x0\n',
  [`/lib/modules/${release}/modules.dep`]: 'kernel/net/netfilter/xt_set.ko:\n',
  [`/lib/modules/${release}/modules.builtin`]: '',
};
const calico = JSON.stringify({ cniVersion: '1.0.0', name: 'k', plugins: [{ type: 'calico' }] });

async function statesOf(files: Readonly<Record<string, string>>, cni: readonly ('kube-router' | 'other')[]) {
  const fact = await cniModulesProbe.run(fakeHost({ release, files }), { ...quietSurvey, cni });
  if (!fact.known) throw new Error(fact.cause.detail);
  return Object.fromEntries(Object.values(fact.value.byName).map(({ module, state }) => [module, state]));
}

describe('cniModulesProbe', () => {
  it('looks at nothing while no plugin is known', async () => {
    expect(await statesOf(tree, [])).toEqual({});
    expect(await statesOf(tree, ['other'])).toEqual({});
  });

  it('tells the modules of the planned plugin', async () => {
    expect(await statesOf(tree, ['kube-router'])).toMatchObject({
      ip_set: 'loaded',
      xt_set: 'on-disk',
      ip_set_hash_net: 'absent',
    });
  });

  it('tells those of the plugin that this host is set up with', async () => {
    const found = await statesOf({ ...tree, '/etc/cni/net.d/10-calico.conflist': calico }, []);
    expect(found).toMatchObject({ xt_multiport: 'absent', ip_set: 'loaded' });
  });

  it('does not know on a kernel whose modules nobody sees', async () => {
    expect(await statesOf({}, ['kube-router'])).toMatchObject({ xt_set: 'unknown' });
  });
});
