import type { Kind } from '../groups.ts';

/** One text that kubeadm refuses where it has another shape (cmd/kubeadm/app/apis/kubeadm/validation). */
export interface ValueRule {
  readonly kind: Kind;
  /** With `*` for each item of a list. */
  readonly fields: readonly string[];
  /** After the field's name: `must be …`. */
  readonly must: string;
  readonly isRight: (value: string) => boolean | Promise<boolean>;
  readonly allowed?: readonly string[];
  readonly suggest?: (value: string) => string | undefined;
  /** It is not shown, however wrong. */
  readonly isSecret?: true;
}
