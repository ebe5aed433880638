import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { ServicesFacts, UnitFact } from './facts.ts';
import { kubeletCommand } from './kubelet-command.ts';
import { type FoundManager, findManager } from './manager.ts';
import { openrcService, runitService } from './other-managers.ts';
import { showUnits } from './show-units.ts';
import { unitFileState } from './unit-file-state.ts';
import { listUnits } from './unit-listing.ts';

/** Services that some check judges: the kubelet, firewalls and what loads their rules, and whoever sets the clock. */
const services = [
  'kubelet',
  'firewalld',
  'ufw',
  'nftables',
  'netfilter-persistent',
  'iptables',
  'ip6tables',
  'chronyd',
  'chrony',
  'systemd-timesyncd',
  'ntpd',
  'ntp',
  'ntpsec',
  'openntpd',
] as const;

type Units = Pick<ServicesFacts, 'answer' | 'answerDetail'> & { readonly list: readonly UnitFact[] };

/** The services of a node: one call of systemctl where systemd runs, files where it does not. */
export const servicesProbe: Probe<'services'> = {
  name: 'services',
  deadlineMs: 3500,
  async run(host) {
    const found = await findManager(host);
    const [{ answer, answerDetail, list }, kubelet] = await Promise.all([
      unitsOf(host, found),
      kubeletCommand(host),
    ]);
    const { manager, managerSource, kubeadmSees } = found;
    const units = Object.fromEntries(list.map((unit) => [unit.name.replace(/\.service$/u, ''), unit]));
    return known({ manager, managerSource, kubeadmSees, answer, answerDetail, units, kubelet });
  },
};

async function unitsOf(host: Host, found: FoundManager): Promise<Units> {
  const { manager, systemctl, kubeadmSees } = found;
  if (manager === 'systemd' && systemctl !== undefined) return systemdUnits(host, systemctl);
  const quiet = { answer: 'not-asked', answerDetail: '' } as const;
  if (manager === 'runit') {
    return { ...quiet, list: await Promise.all(services.map((name) => runitService(host, name))) };
  }
  if (manager === 'openrc' || kubeadmSees === 'openrc') {
    return { ...quiet, list: await Promise.all(services.map((name) => openrcService(host, name))) };
  }
  return { ...quiet, list: await fileUnits(host) };
}

async function systemdUnits(host: Host, systemctl: string): Promise<Units> {
  const names = services.map((name) => `${name}.service`);
  const shown = await showUnits(host, systemctl, names);
  if (shown.answer === 'answered') return { answer: shown.answer, answerDetail: '', list: shown.units };
  return { answer: shown.answer, answerDetail: shown.detail, list: await fileUnits(host) };
}

async function fileUnits(host: Host): Promise<readonly UnitFact[]> {
  const listing = await listUnits(host);
  return Promise.all(services.map((name) => unitFileState(host, `${name}.service`, listing)));
}
