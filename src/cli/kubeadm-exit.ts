import { isAtLeast } from '../catalog/release.ts';
import type { ConfigError } from '../config/config-error.ts';
import { type ExitCode, exitCodes } from '../engine/exit-code.ts';

/** Refused while kubeadm reads or converts a file, before it validates the result. */
const beforeValidation = new Set(['config.refused-version', 'config.target-too-old', 'config.syntax']);

/**
 * How `kubeadm init` of a release exits on a configuration that it refuses: 1 since 1.34 (#132080); before,
 * 3 for what its validation finds and 1 for the rest (recorded of 1.32.6 and 1.33.5).
 * @param release of kubeadm
 */
export function kubeadmConfigExit(release: string, errors: readonly ConfigError[]): ExitCode {
  if (isAtLeast(release, '1.34')) return exitCodes.failure;
  const isEarly = errors.some(({ code }) => beforeValidation.has(code));
  return isEarly ? exitCodes.failure : exitCodes.configuration;
}
