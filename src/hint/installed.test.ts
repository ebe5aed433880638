import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/builders/plan.ts';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { installedConsumers, pluginTypes } from './installed.ts';

const list = (...types: readonly string[]) =>
  JSON.stringify({ cniVersion: '1.0.0', name: 'n', plugins: types.map((type) => ({ type })) });

describe('installedConsumers', () => {
  it('reads the configurations of CNIs, and the planned mode', async () => {
    const host = fakeHost({
      files: {
        '/etc/cni/net.d/10-calico.conflist': list('calico', 'portmap'),
        '/etc/cni/net.d/05-cilium.conf': '{"type":"cilium-cni"}',
        '/etc/cni/net.d/20-broken.conf': '{',
        '/etc/cni/net.d/notes.txt': '{"type":"flannel"}',
      },
    });
    expect(await installedConsumers(host, planOf({ mode: 'ipvs' }))).toEqual([
      { id: 'kube-proxy', by: 'ipvs mode' },
      { id: 'cilium', by: '/etc/cni/net.d/05-cilium.conf' },
      { id: 'calico', by: '/etc/cni/net.d/10-calico.conflist' },
    ]);
  });

  it.each(['nftables', 'none'] as const)('knows none in %s mode without a CNI', async (mode) => {
    expect(await installedConsumers(fakeHost(), planOf({ mode }))).toEqual([]);
  });
});

describe('pluginTypes', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const type of pluginTypes(text)) expect(typeof type).toBe('string');
      }),
    );
  });
});
