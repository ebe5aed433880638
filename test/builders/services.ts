import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { FirewallFacts } from '../../src/probes/firewall/facts.ts';
import type { KubeletFacts } from '../../src/probes/kubelet.ts';
import type { ServicesFacts, UnitFact } from '../../src/probes/services/facts.ts';
import type { TimeSyncFacts } from '../../src/probes/time-sync.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';

/** A kubelet that answers with this release. */
export function kubeletOf(version: string, overrides: Partial<ToolFact> = {}): KubeletFacts {
  const program: ToolFact = {
    name: 'kubelet',
    state: 'sound',
    path: '/usr/bin/kubelet',
    inUserPath: true,
    links: [],
    version,
    run: {
      argv: ['/usr/bin/kubelet', '--version'],
      exitCode: 0,
      stdout: `Kubernetes v${version}\n`,
      stderr: '',
    },
    ...overrides,
  };
  return { program, searched: ['/usr/sbin', '/usr/bin'] };
}

/** A unit that systemd has loaded, is enabled and not running, but for what is named. */
export function unitOf(name: string, overrides: Partial<UnitFact> = {}): UnitFact {
  return {
    name: `${name}.service`,
    load: 'loaded',
    active: 'inactive',
    fileState: 'enabled',
    fragment: `/usr/lib/systemd/system/${name}.service`,
    source: `systemctl show ${name}.service`,
    ...overrides,
  };
}

export function absentUnit(name: string): UnitFact {
  return unitOf(name, { load: 'not-found', fileState: '', fragment: '' });
}

/** The kubelet's unit, as the packages of the project bring it. */
const services: ServicesFacts = {
  manager: 'systemd',
  managerSource: '/run/systemd/system',
  answer: 'answered',
  answerDetail: '',
  kubeadmSees: 'systemd',
  units: {
    kubelet: unitOf('kubelet'),
    firewalld: absentUnit('firewalld'),
    ufw: absentUnit('ufw'),
    chronyd: absentUnit('chronyd'),
    'systemd-timesyncd': unitOf('systemd-timesyncd', { active: 'active' }),
  },
  kubelet: {
    files: [
      '/usr/lib/systemd/system/kubelet.service',
      '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf',
    ],
    start: '/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS',
    environment: ['"KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"'],
    unread: [],
  },
};

export type ServicesOverrides = Partial<Omit<ServicesFacts, 'units'>> & {
  readonly units?: readonly UnitFact[];
};

/** systemd runs, the kubelet's unit is sound and enabled; but for what is named. */
export function servicesOf({ units = [], ...rest }: ServicesOverrides = {}): ServicesFacts {
  const named = units.map((unit) => [unit.name.replace(/\.service$/u, ''), unit] as const);
  return { ...services, ...rest, units: { ...services.units, ...Object.fromEntries(named) } };
}

/** No rule in the kernel, and no file that will make one. */
export const firewallFacts: FirewallFacts = {
  chains: {},
  sources: ['/usr/sbin/nft --json list ruleset'],
  ufwEnabled: false,
};

export const timeSyncFacts: TimeSyncFacts = {
  daemon: 'systemd-timesyncd',
  synchronised: true,
  source: '/run/systemd/timesync/synchronized',
  detail: 'it is there',
  untold: '',
};

/** Kubelet, services, firewall and clock, healthy. */
export const servicesDefaults = {
  services: known(servicesOf()),
  kubelet: known(kubeletOf('1.36.2')),
  firewall: known(firewallFacts),
  timeSync: known(timeSyncFacts),
} as const satisfies Facts;
