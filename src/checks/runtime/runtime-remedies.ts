import type { Args, Remedy } from '../../findings/finding.ts';

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

/** The runtime is to be started, or first installed. */
export function startRemedies(args: Args): readonly Remedy[] {
  const unit = text(args, 'unit');
  const start: Remedy = {
    what: unit === '' ? 'start the runtime that makes this socket' : `start ${whose(args)}, now and at boot`,
    ...(unit === '' ? {} : { now: [`systemctl enable --now ${unit}`] }),
    verify: verify(args),
  };
  return [...otherSocket(args), ...installRemedy(args), start];
}

/** The program is not there: '' says that it was looked for. */
function installRemedy(args: Args): readonly Remedy[] {
  if (args['program'] !== '') return [];
  const install = text(args, 'install');
  if (install === '' || text(args, 'name') !== 'containerd') {
    const what = `install ${whose(args)}: this system's own repositories do not bring it (https://kubernetes.io/docs/setup/production-environment/container-runtimes/)`;
    return [{ what }];
  }
  return [{ what: 'install containerd', now: [install] }];
}

/** Somebody else answers at a known place. */
export function otherSocket(args: Args): readonly Remedy[] {
  const others = Array.isArray(args['others']) ? args['others'] : [];
  return others.map((socket) => ({
    what: `or use the runtime that listens at ${socket}: nodeRegistration.criSocket: unix://${socket}`,
  }));
}

export function restartRemedy(args: Args): Remedy {
  const unit = text(args, 'unit');
  if (unit === '') return { what: `restart ${whose(args)} and read its log`, verify: verify(args) };
  return {
    what: `read what ${whose(args)} says, and restart it`,
    now: [`journalctl -u ${unit} --since -15min`, `systemctl restart ${unit}`],
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
      'systemctl restart containerd',
    ],
    verify: verify(args),
  };
}
