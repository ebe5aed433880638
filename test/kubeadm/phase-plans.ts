import type { Plan, Role } from '../../src/config/plan.ts';
import { byDefault, fromFile, type PlanOverrides, planOf } from '../builders/plan.ts';
import type { PhaseName } from './expected-checks.ts';

/** The last patch release of a branch, as far as branches have ended; else one of the branch. */
export function latestPatch(minor: number): string {
  const ended: Readonly<Record<number, number>> = { 28: 15, 29: 15, 30: 14, 31: 14 };
  return `v1.${minor}.${ended[minor] ?? 2}`;
}

type Make = (release: string) => Plan;

const make =
  (overrides: PlanOverrides): Make =>
  (release) =>
    planOf({ version: release, ...overrides });

const join = { action: 'join', phase: 'join', role: byDefault<Role>('worker') } as const;
const token = {
  discovery: fromFile<'token'>('token', 'discovery'),
  apiServerEndpoint: byDefault('10.0.0.10:6443'),
};
const upgrade = { action: 'upgrade' } as const;

export const phasePlans: Readonly<Record<PhaseName | 'other port and data directory', Make>> = {
  init: make({}),
  'init, dual-stack, external etcd with certificates': make({
    ip: ['ipv4', 'ipv6'],
    serviceSubnets: byDefault(['10.96.0.0/12', 'fd00:2::/112']),
    etcd: {
      external: true,
      dataDir: byDefault('/var/lib/etcd'),
      endpoints: fromFile(['https://10.0.0.20:2379'], 'etcd.external.endpoints'),
      httpEndpoints: byDefault([]),
      caFile: fromFile('/etc/etcd/ca.crt', 'etcd.external.caFile'),
      certFile: fromFile('/etc/etcd/client.crt', 'etcd.external.certFile'),
      keyFile: fromFile('/etc/etcd/client.key', 'etcd.external.keyFile'),
    },
  }),
  'join of a worker by token': make({ ...join, ...token }),
  'join of a worker by file': make({ ...join, discovery: fromFile('file', 'discovery') }),
  'join of a worker by token, endpoint by name': make({
    ...join,
    ...token,
    apiServerEndpoint: byDefault('api.example.com:6443'),
  }),
  'join of a control plane by token': make({ ...join, ...token, role: byDefault<Role>('control-plane') }),
  'upgrade apply': make({ ...upgrade, phase: 'upgrade apply' }),
  'upgrade node on a control plane': make({ ...upgrade, phase: 'upgrade node' }),
  'upgrade node on a worker': make({ ...upgrade, phase: 'upgrade node', role: byDefault<Role>('worker') }),
  reset: make({ action: 'reset', phase: 'reset' }),
  'other port and data directory': make({
    bindPort: fromFile(7443, 'localAPIEndpoint.bindPort'),
    etcd: {
      external: false,
      dataDir: fromFile('/srv/etcd', 'etcd.local.dataDir'),
      endpoints: byDefault([]),
      httpEndpoints: byDefault([]),
      caFile: byDefault(''),
      certFile: byDefault(''),
      keyFile: byDefault(''),
    },
  }),
};
