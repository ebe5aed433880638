import type { Host } from '../../host/host.ts';
import type { UnitFact } from './facts.ts';

/** States of OpenRC that kubeadm does not take for stopped, by their directories. */
const running = ['started', 'starting', 'inactive', 'stopping'] as const;

/** A service of OpenRC, from its files: the script, the runlevel, and what it is doing. */
export async function openrcService(host: Host, name: string): Promise<UnitFact> {
  const script = `/etc/init.d/${name}`;
  const [file, runlevel, ...states] = await Promise.all([
    host.status(script),
    host.linkStatus(`/etc/runlevels/default/${name}`),
    ...running.map((state) => host.linkStatus(`/run/openrc/${state}/${name}`)),
  ]);
  const isActive = states.some(({ ok }) => ok);
  if (!file.ok) return absent(name, script);
  return {
    name,
    load: 'loaded',
    active: isActive ? 'active' : 'inactive',
    fileState: runlevel.ok ? 'enabled' : 'disabled',
    fragment: script,
    source: script,
  };
}

/** Where distributions keep the directory that runsvdir looks at. */
const runitFolders = ['/var/service', '/etc/service', '/service', '/etc/runit/runsvdir/default'];

/** A service of runit: its directory, and whether runsvdir is led to it. */
export async function runitService(host: Host, name: string): Promise<UnitFact> {
  const directory = `/etc/sv/${name}`;
  const [file, ...links] = await Promise.all([
    host.status(directory),
    ...runitFolders.map((folder) => host.status(`${folder}/${name}`)),
  ]);
  const enabled = links.some(({ ok }) => ok);
  if (!file.ok && !enabled) return absent(name, directory);
  return {
    name,
    load: 'loaded',
    active: '',
    fileState: enabled ? 'enabled' : 'disabled',
    fragment: directory,
    source: directory,
  };
}

function absent(name: string, source: string): UnitFact {
  return { name, load: 'not-found', active: 'inactive', fileState: '', fragment: '', source };
}
