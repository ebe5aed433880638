import { parseRelease } from '../config/releases.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { UserError } from './errors.ts';

/** The value of --kubeadm-version (or of another flag) as `v1.36.2`. */
export function kubeadmRelease(written: string, flag = 'kubeadm-version'): string {
  const release = parseRelease(written);
  if (release !== undefined) return release.text;
  throw new UserError(
    `--${flag} is no release: ${JSON.stringify(written)}; v1.36.2 and 1.36 are`,
    exitCodes.usage,
  );
}
