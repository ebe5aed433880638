import { describe, expect, it } from 'vitest';
import { byDefault, planOf } from '../../../test/builders/plan.ts';
import type { Family, KubeProxyPlan, Plan } from '../../config/plan.ts';
import { whenLocalAddressesAreTold, whenNfacctIsUsed, whenNodePortsAreClassified } from './uses.ts';

function planWith(kubeProxy: Partial<KubeProxyPlan>, version = 'v1.36.2'): Plan {
  const plan = planOf({ ip: ['ipv4', 'ipv6'] });
  return {
    ...plan,
    kubernetesVersion: byDefault(version),
    kubeProxy: { ...plan.kubeProxy, ...kubeProxy },
  };
}

type Told = readonly [addresses: string, version: string, family: Family | undefined, use: string];

describe('whenNodePortsAreClassified', () => {
  it.each([
    ['', 'v1.36.2', 'no'],
    ['', 'v1.30.0', 'yes'],
    ['primary', 'v1.36.2', 'no'],
    ['localhost', 'v1.37.0', 'no'],
    ['all', 'v1.37.0', 'yes'],
    ['0.0.0.0/0', 'v1.36.2', 'yes'],
    ['::/0', 'v1.36.2', 'yes'],
    ['10.0.0.0/8', 'v1.36.2', 'yes'],
    ['primary 10.0.0.0/8', 'v1.36.2', 'yes'],
  ])('nodePortAddresses [%s] in %s: %s', (addresses, version, use) => {
    const value = addresses.split(' ').filter(Boolean);
    const plan = planWith({ nodePortAddresses: byDefault(value) }, version);
    expect(whenNodePortsAreClassified(plan)).toBe(use);
  });
});

describe('whenLocalAddressesAreTold', () => {
  it.each<Told>([
    ['', 'v1.36.2', 'ipv4', 'yes'],
    ['primary', 'v1.36.2', 'ipv4', 'some-services'],
    ['10.0.0.0/8', 'v1.36.2', 'ipv4', 'some-services'],
    ['10.0.0.0/8', 'v1.36.2', 'ipv6', 'yes'],
    ['0.0.0.0/0', 'v1.36.2', 'ipv4', 'yes'],
  ])('nodePortAddresses [%s] in %s, %s: %s', (addresses, version, family, use) => {
    const value = addresses.split(' ').filter(Boolean);
    const plan = planWith({ nodePortAddresses: byDefault(value) }, version);
    expect(whenLocalAddressesAreTold(plan, family)).toBe(use);
  });
});

describe('whenNfacctIsUsed', () => {
  it.each([
    ['v1.30.0', false, true, 'ipv4', 'no'],
    ['v1.36.2', false, true, 'ipv4', 'yes'],
    ['v1.36.2', false, false, 'ipv6', 'yes'],
    ['v1.36.2', true, true, 'ipv4', 'some-services'],
    ['v1.36.2', true, true, 'ipv6', 'no'],
    ['v1.36.2', true, false, 'ipv4', 'no'],
  ] as const)(
    '%s, tcpBeLiberal %s, localhostNodePorts %s, %s: %s',
    (version, liberal, local, family, use) => {
      const settings = { conntrackTcpBeLiberal: byDefault(liberal), localhostNodePorts: byDefault(local) };
      expect(whenNfacctIsUsed(planWith(settings, version), family)).toBe(use);
    },
  );
});
