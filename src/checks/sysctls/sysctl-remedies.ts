import type { Args, Remedy } from '../../findings/finding.ts';
import type { Step } from '../../findings/step.ts';

/** Sorts after what distributions ship, and before what an administrator puts last. */
const ownFile = '/etc/sysctl.d/90-kubernetes.conf';

/** sysctl(8) takes names with slashes where a part holds a dot itself. */
export function sysctlName(key: string): string {
  return key.includes('.') ? key : key.replaceAll('/', '.');
}

/** Sets it now and at boot. Adds to the file, so that what stands there stays. */
export function setRemedy(what: string, settings: readonly (readonly [string, string])[]): Remedy {
  return {
    what,
    now: settings.map(([key, value]) => `sysctl -w ${sysctlName(key)}=${value}`),
    persistent: settings.map(([key, value]) => `echo '${sysctlName(key)} = ${value}' >> ${ownFile}`),
    verify: [`sysctl ${settings.map(([key]) => sysctlName(key)).join(' ')}`],
    steps: settings.map(([key, value]) => sysctlStep(key, value)),
  };
}

export function sysctlStep(key: string, value: string): Step {
  return { kind: 'sysctl', key, value, keep: { file: ownFile, line: `${sysctlName(key)} = ${value}` } };
}

/** What makes a value that is right now last, or one that files hold come true now. */
export function bootRemedies(args: Args, key: string, value: string): readonly Remedy[] {
  const name = sysctlName(key);
  const verify = [`sysctl ${name}`];
  const { boot, setBy, setByFile, maskedBy, passedOver } = args;
  if (boot === 'kept') {
    // The script sets what is wanted and leaves alone what else the files hold.
    const steps: readonly Step[] = [{ kind: 'sysctl', key, value }];
    return [{ what: 'apply the files, as a boot does', now: ['sysctl --system'], verify, steps }];
  }
  if (boot === 'overruled') return [overruledRemedy(String(setBy), String(setByFile), name, value)];
  if (typeof maskedBy === 'string' && maskedBy !== '')
    return [
      {
        what: 'let systemd read the files at boot again',
        persistent: ['systemctl unmask systemd-sysctl.service'],
        verify: ['systemctl is-enabled systemd-sysctl.service'],
      },
      setRemedy(`and set ${name} in one of them`, [[key, value]]),
    ];
  const where =
    typeof passedOver === 'string' && passedOver !== ''
      ? `set it where systemd reads it: ${passedOver} is not read at boot`
      : 'set it in a file, so that it lasts';
  return [setRemedy(where, [[key, value]])];
}

function overruledRemedy(place: string, file: string, name: string, value: string): Remedy {
  const verify = [`sysctl --system | grep ${name.split(/[./]/u).at(-1) ?? name}`];
  if (file === '/proc/cmdline')
    return { what: `take ${name} off the kernel's command line, or set it to ${value} there`, verify };
  if (file.startsWith('/etc/'))
    return { what: `set ${name} to ${value} in ${place}, which is read last`, verify };
  const copy = `/etc/sysctl.d/${file.slice(file.lastIndexOf('/') + 1)}`;
  return {
    what: `copy ${file} to /etc, where it takes the place of the first, and set ${name} to ${value} there`,
    persistent: [`cp ${file} ${copy}`],
    verify,
  };
}
