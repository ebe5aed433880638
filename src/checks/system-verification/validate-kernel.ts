import type { SystemValidators } from '../../catalog/system-validators.ts';
import type { KernelOption } from '../../catalog/system-validators-options.ts';
import type { KernelConfigFacts, OptionValues } from '../../probes/kernel-config/facts.ts';
import type { CheckInput } from '../check.ts';
import type { ValidatedCgroups } from './cgroup-version.ts';
import { failing, joined, nothingAmiss, cannotTell, warning, type Verdict } from './problem.ts';

/** KernelValidator of system-validators: the release, then the options of the configuration. */
export function validateKernel(
  input: CheckInput,
  validators: SystemValidators,
  cgroups: ValidatedCgroups | undefined,
): Verdict {
  return joined([validateRelease(input, validators), validateConfig(input, validators, cgroups)]);
}

function validateRelease({ facts }: CheckInput, validators: SystemValidators): Verdict {
  const { kernel } = facts;
  if (!kernel?.known) return cannotTell('the release of the kernel is not known');
  const { release } = kernel.value;
  if (validators.kernels.some((pattern) => pattern.test(release))) return nothingAmiss;
  const problem = {
    kind: 'kernel-release',
    says: `kernel release ${release} is not on kubeadm's list (${validators.kernelWords})`,
    evidence: { source: 'uname -r', excerpt: release },
  } as const;
  return validators.otherKernels === 'error' ? failing(problem) : warning(problem);
}

function validateConfig(
  { facts }: CheckInput,
  { options }: SystemValidators,
  cgroups: ValidatedCgroups | undefined,
): Verdict {
  const { kernelConfig, privilege } = facts;
  if (!kernelConfig?.known) return cannotTell(kernelConfig?.cause.detail ?? 'the kernel configuration');
  const config = kernelConfig.value;
  const isRoot = privilege?.known === true && privilege.value.uid === 0;
  const read = configOfKubeadm(config, isRoot);
  if ('verdict' in read) return read.verdict;
  const byCgroups = cgroups?.version === 2 ? options.v2 : cgroups?.version === 1 ? options.v1 : [];
  const missing = missingOptions([...options.always, ...byCgroups], read.options);
  if (missing.length === 0) return nothingAmiss;
  return failing({
    kind: 'kernel-options',
    says: `unexpected kernel config: ${missing.join(' ')}`,
    evidence: { source: read.source, excerpt: missing.map((name) => `${name} is not set`).join('\n') },
  });
}

type KubeadmsReading =
  | { readonly verdict: Verdict }
  | { readonly source: string; readonly options: OptionValues };

function configOfKubeadm(config: KernelConfigFacts, isRoot: boolean): KubeadmsReading {
  const { kubeadms } = config;
  switch (kubeadms.state) {
    case 'same':
      return { source: config.source, options: config.options };
    case 'other':
      return { source: kubeadms.source, options: kubeadms.options };
    case 'refused':
      return { verdict: refused(kubeadms.source, kubeadms.code, isRoot) };
    default:
      return { verdict: absent(kubeadms.configsModule) };
  }
}

function refused(source: string, code: string, isRoot: boolean): Verdict {
  if (!isRoot && (code === 'EACCES' || code === 'EPERM'))
    return cannotTell(`${source} can be read by root alone`);
  return failing({
    kind: 'kernel-config',
    says: `failed to parse kernel config: ${source} cannot be read`,
    evidence: { source, excerpt: code },
  });
}

/** With the module kubeadm reads what the module shows; to load it here would change the host. */
function absent(configsModule: boolean): Verdict {
  if (configsModule)
    return cannotTell(
      'kubeadm would load the module configs and read /proc/config.gz, and this program does not',
    );
  return failing({
    kind: 'kernel-config',
    says: 'failed to parse kernel config: no configuration of this kernel is on this host',
    evidence: { source: '/proc/config.gz', excerpt: 'does not exist; nor do the other places of kubeadm' },
  });
}

/** The names that kubeadm would print: of an option with aliases, the last one that it tried. */
export function missingOptions(wanted: readonly KernelOption[], options: OptionValues): readonly string[] {
  return wanted.flatMap(({ name, aliases = [] }) => {
    const names = [name, ...aliases].map((one) => `CONFIG_${one}`);
    const found = names.find((one) => options[one] !== undefined);
    if (found !== undefined && options[found] !== 'n') return [];
    return [found ?? names.at(-1) ?? name];
  });
}
