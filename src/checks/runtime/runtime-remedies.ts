import type { Args, Remedy } from '../../findings/finding.ts';
import type { Step } from '../../findings/step.ts';
import { isSystemd, restartCommands, startCommands, startTime } from '../service-start.ts';

/** Asks the runtime what kubeadm will ask. */
function verify(args: Args): readonly string[] {
  return [`crictl --runtime-endpoint ${String(args['endpoint'])} version`];
}

function text(args: Args, key: string): string {
  const value = args[key];
  return typeof value === 'string' ? value : '';
}

/** Whom the socket belongs to, in words. */
export function whose(args: Args): string {
  return text(args, 'name') === '' ? 'the container runtime' : text(args, 'name');
}

/** The runtime is to be started, or first installed; or another one is meant. */
export function startRemedies(args: Args): readonly Remedy[] {
  const unit = text(args, 'unit');
  const start = unit === '' ? [] : startCommands(args, unit);
  // '' says that the program was looked for, and is not there.
  const isInstalled = args['program'] !== '';
  const install = isInstalled || text(args, 'name') !== 'containerd' ? '' : text(args, 'install');
  const now = [...(install === '' ? [] : [install]), ...start];
  const canStart = unit !== '' && (isInstalled || install !== '');
  const remedy: Remedy = {
    what: isInstalled ? startWords(args, unit) : installWords(args, install),
    ...(now.length === 0 ? {} : { now }),
    verify: verify(args),
    ...(canStart && isSystemd(args) ? { steps: startSteps(unit, install) } : {}),
  };
  return [remedy, ...otherSocket(args)];
}

function startSteps(unit: string, install: string): readonly Step[] {
  const service: Step = { kind: 'service', unit, want: 'running' };
  const isThere = [['command', '-v', 'containerd']];
  return install === '' ? [service] : [{ kind: 'package', install, done: isThere }, service];
}

function startWords(args: Args, unit: string): string {
  return unit === ''
    ? 'start the runtime that makes this socket'
    : `start ${whose(args)}${args['manager'] === 'none' ? '' : ','} ${startTime(args)}`;
}

function installWords(args: Args, install: string): string {
  if (install !== '') return `install ${whose(args)}, and start it ${startTime(args)}`;
  return `install ${whose(args)}, which no repository of this system's own is known to bring (https://kubernetes.io/docs/setup/production-environment/container-runtimes/), and start it`;
}

/** Somebody else answers at a known place. */
export function otherSocket(args: Args): readonly Remedy[] {
  const others = Array.isArray(args['others']) ? args['others'] : [];
  return others.map((socket) => ({
    what: `use the runtime that listens at ${socket}: nodeRegistration.criSocket: unix://${socket}`,
  }));
}

export function restartRemedy(args: Args): Remedy {
  const unit = text(args, 'unit');
  if (unit === '') return { what: `restart ${whose(args)} and read its log`, verify: verify(args) };
  return {
    what: `read what ${whose(args)} says, and restart it`,
    now: [
      ...(isSystemd(args) ? [`journalctl -u ${unit} --since -15min`] : []),
      ...restartCommands(args, unit),
    ],
    verify: verify(args),
  };
}

/** containerd's configuration switches its CRI off, as Docker's packages ship it. */
export function enablePluginRemedy(args: Args): Remedy {
  const file = text(args, 'disabledFile') || '/etc/containerd/config.toml';
  return {
    what: `take "cri" out of disabled_plugins in ${file}, and restart containerd`,
    now: [
      String.raw`sed -i -E 's/^([[:space:]]*disabled_plugins[[:space:]]*=).*/\1 []/' ${file}`,
      ...restartCommands(args, 'containerd'),
    ],
    verify: verify(args),
  };
}
