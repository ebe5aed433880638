import { parseRelease } from '../config/releases.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { UserError } from './errors.ts';

/** The value of --kubeadm-version as `v1.36.2`. */
export function kubeadmRelease(written: string): string {
  const release = parseRelease(written);
  if (release !== undefined) return release.text;
  throw new UserError(
    `--kubeadm-version is no release: ${JSON.stringify(written)}; v1.36.2 and 1.36 are`,
    exitCodes.usage,
  );
}
