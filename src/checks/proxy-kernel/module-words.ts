import type { Args, Remedy } from '../../findings/finding.ts';
import type { Step } from '../../findings/step.ts';

const text = (args: Args, key: string): string => String(args[key] ?? '');

/** What is known of the module that should bring a feature. */
export function moduleState(args: Args): string {
  const module = text(args, 'module') || 'the module';
  const { option, config } = { option: text(args, 'option'), config: text(args, 'config') };
  const setting = option === '' || config === '' ? '' : `; kernel config says ${option}=${config}`;
  switch (text(args, 'state')) {
    case 'absent':
      return config === 'n'
        ? `${module}: not in this kernel (${option} is not set)`
        : `${module}: not loaded, not built in, not on disk${setting}`;
    case 'no-module-tree':
      return `${module}: the modules of the running kernel ${text(args, 'release')} are not on disk any more; was it upgraded without a reboot?`;
    case 'blacklisted':
      return `${module}: on disk, and kept from being loaded by ${text(args, 'blockedBy')}`;
    case 'on-disk':
      return text(args, 'blockedBy') === ''
        ? `${module}: on disk, and the kernel did not load it when it was needed`
        : `${module}: on disk, and the kernel cannot load it: ${text(args, 'blockedBy')}`;
    case 'loaded':
    case 'built-in':
      return `${module}: is there, and the kernel refuses the rule all the same: ${text(args, 'said')}`;
    default:
      return text(args, 'said') || `${module}: nothing on disk or in /proc tells of it`;
  }
}

const again: readonly string[] = ['kube-preflight modes'];

/** What mends it. Never a module or package that would not serve. */
export function moduleRemedies(args: Args): readonly Remedy[] {
  const module = text(args, 'module');
  const use = text(args, 'use');
  const state = text(args, 'state');
  if (use === 'no' || use === 'optional') return [];
  if (state === 'absent' && text(args, 'install') !== '') return [packageRemedy(args, module)];
  if (state === 'no-module-tree') {
    return [
      {
        what: 'reboot into the kernel that is installed, or install the modules of the running one',
        verify: [`ls /lib/modules/${text(args, 'release')}`],
      },
    ];
  }
  if (state === 'blacklisted') {
    return [{ what: `take that line out, then load the module`, now: [`modprobe ${module}`], verify: again }];
  }
  if (state === 'on-disk') return [loadRemedy(module)];
  return [
    { what: `boot a kernel that has it${optionWords(args)}, or use another proxy mode`, verify: again },
  ];
}

function optionWords(args: Args): string {
  const option = text(args, 'option');
  return option === '' ? '' : ` (${option})`;
}

function packageRemedy(args: Args, module: string): Remedy {
  const reboot = args['reboot'] === true;
  return {
    what: `install the package that holds the module${reboot ? ', and boot its kernel' : ''}: ${text(args, 'note')}`,
    now: [text(args, 'install'), ...(reboot ? [] : [`modprobe ${module}`])],
    verify: again,
    ...(reboot ? {} : { steps: [packageStep(text(args, 'install'), module), loadStep(module)] }),
  };
}

/** Loaded by hand it works until the next boot. SELinux may forbid the kernel to ask for it. */
function loadRemedy(module: string): Remedy {
  return {
    what: 'load it, and see the kernel log for what kept it from being loaded (SELinux: module_request)',
    now: [`modprobe ${module}`],
    persistent: [`echo ${module} > ${fileOf(module)}`],
    verify: again,
    steps: [loadStep(module)],
  };
}

const fileOf = (module: string): string => `/etc/modules-load.d/kube-proxy-${module}.conf`;

function loadStep(module: string): Step {
  return { kind: 'module', module, file: fileOf(module) };
}

function packageStep(install: string, module: string): Step {
  return { kind: 'package', install, done: [['modinfo', module]] };
}
