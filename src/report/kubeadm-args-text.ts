import type { KubeadmArgs, NamedReason } from '../findings/kubeadm-args.ts';
import { escapeLine } from './escape.ts';

/** Flags alone on standard output, for `$(…)`; all words on standard error. */
export function kubeadmArgsText(args: KubeadmArgs): { readonly stdout: string; readonly stderr: string } {
  const { command, kubeadm, agrees, flags, ignored, blockers, undecided } = args;
  const lines = agrees
    ? [
        headLine(args),
        ...ignored.map(line),
        ...(undecided.length > 0 ? [`whether ${command} ${kubeadm} fails on these could not be told:`] : []),
        ...undecided.map(line),
      ]
    : [`not ready: no flags make ${command} ${kubeadm} end well here`, ...blockers.map(line)];
  return {
    stdout: flags.length === 0 ? '' : `${flags.join(' ')}\n`,
    stderr: `${lines.join('\n')}\n`,
  };
}

function headLine({ command, kubeadm, flags, ignored }: KubeadmArgs): string {
  if (ignored.length > 0) {
    const told = flags.length === 0 ? '; the configuration has it ignore them' : '';
    return `ready; ${command} ${kubeadm} would fail on ${ignored.length === 1 ? 'one check' : `${ignored.length} checks`}${told}:`;
  }
  if (flags.length === 0) return `ready; ${command} ${kubeadm} agrees without flags`;
  return 'ready; kubeadm need not look again (nor does it pull images beforehand then)';
}

function line({ name, why }: NamedReason): string {
  return `  ${escapeLine(`${name}: ${why}`)}`;
}
