import type { RuntimeOwnConfig } from './facts.ts';

/** The value at a path of keys, of whatever JSON brought. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/**
 * What containerd (1.6 to 2.x) and CRI-O put into their verbose status under `config`. It is for people:
 * nothing is promised of its shape, so that what is not found there is not known. Nothing else is taken
 * from it; it may hold credentials of registries.
 */
export function readOwnConfig(info: Readonly<Record<string, string>>): RuntimeOwnConfig {
  const config = parse(info['config']);
  const runtime = at(config, 'containerd', 'defaultRuntimeName');
  const byRuntime =
    typeof runtime === 'string'
      ? at(config, 'containerd', 'runtimes', runtime, 'options', 'SystemdCgroup')
      : undefined;
  const sandboxImage = at(config, 'sandboxImage');
  return {
    ...driverOf(byRuntime, at(config, 'systemdCgroup')),
    ...(typeof sandboxImage === 'string' && sandboxImage !== '' ? { sandboxImage } : {}),
  };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

/** The option of the runtime; of containerd's first years, one for all runtimes. */
function driverOf(byRuntime: unknown, forAll: unknown): Pick<RuntimeOwnConfig, 'cgroupDriver'> {
  if (byRuntime === true || forAll === true) return { cgroupDriver: 'systemd' };
  return byRuntime === false ? { cgroupDriver: 'cgroupfs' } : {};
}
